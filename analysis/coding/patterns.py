"""The little language of the lexicon, compiled to regular expressions.

A pattern is a line of words. ``word*`` matches any ending, ``(a|b c)`` one of several, ``x?`` may
be missing, ``~3`` lets up to three words pass, ``#`` is a number, ``@name`` a word list of
``_words.toml``, ``^`` and ``$`` the start and the end of the answer. An apostrophe may be missing
from what people typed. A pattern never reaches over the end of a sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

_SEP = r"[^\w.!?\n]{1,4}"
_GAP_WORD = r"(?:" + _SEP + r"\w+(?:'\w+)?)"
_TOKEN = re.compile(r"\(|\)\??|\||~\d+|[^\s()|]+")


class PatternError(ValueError):
    """A line of the lexicon that cannot be read, with the line."""


@dataclass(frozen=True)
class Pattern:
    """One line, read. Its regular expression is compiled when it is first run.

    ``needs``: for each word that is always there, the pieces one of which must stand in the text
    (a piece ending in ``*`` begins a word, one between stars stands inside one). Most patterns are
    passed over because of it, without being run. ``first``: the pieces with which a match begins;
    empty if that cannot be told.
    """

    source: str
    expression: str
    needs: tuple[frozenset[str], ...]
    first: frozenset[str]

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression)


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    needs: tuple[frozenset[str], ...]
    first: frozenset[str] = frozenset()
    optional: bool = False
    gap: bool = False


def compile_pattern(source: str, words: dict[str, str]) -> Pattern:
    """Compile one line. *words*: name -> an alternation such as ``officer*|pc|police``."""
    expanded = _expand(source, words)
    tokens = _TOKEN.findall(expanded)
    if "".join(tokens) != re.sub(r"\s+", "", expanded):
        raise PatternError(f"cannot read the pattern: {source}")
    start = end = ""
    if tokens and tokens[0] == "^":
        start, tokens = r"\A\W*", tokens[1:]
    if tokens and tokens[-1] == "$":
        end, tokens = r"\W*\Z", tokens[:-1]
    piece, rest = _sequence(tokens, source)
    if rest:
        raise PatternError(f"a bracket does not close: {source}")
    before = start or r"(?<!\w)"
    after = end or r"(?!\w)"
    first = frozenset() if start else piece.first
    return Pattern(source, before + piece.regex + after, piece.needs, first)


def _expand(source: str, words: dict[str, str], depth: int = 0) -> str:
    if depth > 5:
        raise PatternError(f"word lists refer to each other in a circle: {source}")

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in words:
            raise PatternError(f"no word list is called @{name}: {source}")
        return "(" + _expand(words[name], words, depth + 1) + ")"

    return re.sub(r"@([a-z_]+)", put, source)


def _sequence(tokens: list[str], source: str) -> tuple[_Piece, list[str]]:
    pieces: list[_Piece] = []
    while tokens and tokens[0] != "|" and not tokens[0].startswith(")"):
        piece, tokens = _item(tokens, source)
        pieces.append(piece)
    first = next((i for i, p in enumerate(pieces) if not p.optional), None)
    if first is None or pieces[first].gap:
        raise PatternError(f"a pattern must hold a word that is always there, not a gap: {source}")
    regex = "".join(f"(?:{p.regex}{_SEP})?" for p in pieces[:first]) + pieces[first].regex
    for piece in pieces[first + 1 :]:
        joined = piece.regex if piece.gap else _SEP + piece.regex
        regex += f"(?:{joined})?" if piece.optional else joined
    sure = [need for p in pieces if not p.optional for need in p.needs]
    return _Piece(regex, tuple(sure), _union(p.first for p in pieces[: first + 1])), tokens


def _union(firsts: Iterable[frozenset[str]]) -> frozenset[str]:
    """All beginnings; empty when one of them cannot be told."""
    known = list(firsts)
    return frozenset().union(*known) if all(known) else frozenset()


def _item(tokens: list[str], source: str) -> tuple[_Piece, list[str]]:
    piece, tokens = tokens[0], tokens[1:]
    if piece == "(":
        return _group(tokens, source)
    if piece.startswith("~"):
        return _Piece(f"{_GAP_WORD}{{0,{int(piece[1:])}}}?", (), gap=True), tokens
    optional = piece.endswith("?")
    return _word(piece.removesuffix("?"), optional), tokens


def _group(tokens: list[str], source: str) -> tuple[_Piece, list[str]]:
    options: list[_Piece] = []
    while True:
        piece, tokens = _sequence(tokens, source)
        options.append(piece)
        if not tokens:
            raise PatternError(f"a bracket does not close: {source}")
        closing, tokens = tokens[0], tokens[1:]
        if closing != "|":
            break
    regex = "(?:" + "|".join(o.regex for o in options) + ")"
    needs: tuple[frozenset[str], ...] = ()
    if all(o.needs for o in options):
        needs = (frozenset().union(*(_rarest(o.needs) for o in options)),)
    first = _union(o.first for o in options)
    return _Piece(regex, needs, first, optional=closing == ")?"), tokens


def _word(token: str, optional: bool) -> _Piece:
    stem, star, _ = token.partition("*")
    if len(stem) < 2 and star:
        raise PatternError(f"too short before the star: {token}")
    regex = re.escape(stem).replace("'", "'?").replace(r"\#", r"\d+") + (r"\w*" if star else "")
    if not star:
        regex += r"(?!\w)"
    needs = _needs(stem, star)
    return _Piece(regex, needs, needs[0] if needs else frozenset(), optional)


def _needs(stem: str, star: str) -> tuple[frozenset[str], ...]:
    """What a text must hold for this word: itself, its beginning, or its longest part."""
    parts = re.split(r"['\-#]", stem)
    longest = max(parts, key=len)
    if not longest:
        return ()
    if len(parts) > 1:
        return (frozenset({f"*{longest}*"}),)
    return (frozenset({stem + star}),)


def _rarest(needs: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Of several needed words, the one that rules out most texts: long pieces, few of them."""
    return max(needs, key=lambda n: min(len(word) for word in n) - 0.6 * len(n))
