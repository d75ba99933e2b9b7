"""The little language of the lexicon, compiled to regular expressions.

A pattern is a line of words. ``word*`` matches any ending, ``(a|b c)`` one of several, ``x?`` may
be missing, ``~3`` lets up to three words pass, ``#`` is a number, ``@name`` a word list of
``_words.toml``, ``^`` and ``$`` the start and the end of the answer. An apostrophe may be missing
from what people typed. A pattern never reaches over the end of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEP = r"[^\w.!?\n]{1,4}"
_GAP_WORD = r"(?:" + _SEP + r"\w+(?:'\w+)?)"
_TOKEN = re.compile(r"\(|\)\??|\||~\d+|[^\s()|]+")


class PatternError(ValueError):
    """A line of the lexicon that cannot be read, with the line."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled line.

    ``literals``: pieces of text of which at least one stands in every match, so that most
    patterns are passed over without being run.
    """

    source: str
    regex: re.Pattern[str]
    literals: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    literals: frozenset[str]
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
    return Pattern(source, re.compile(before + piece.regex + after), piece.literals)


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
    sure = [p.literals for p in pieces if not p.optional and not p.gap and p.literals]
    return _Piece(regex, _best(sure)), tokens


def _item(tokens: list[str], source: str) -> tuple[_Piece, list[str]]:
    piece, tokens = tokens[0], tokens[1:]
    if piece == "(":
        return _group(tokens, source)
    if piece.startswith("~"):
        return _Piece(f"{_GAP_WORD}{{0,{int(piece[1:])}}}?", frozenset(), gap=True), tokens
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
    every = all(o.literals for o in options)
    literals = frozenset().union(*(o.literals for o in options)) if every else frozenset()
    regex = "(?:" + "|".join(o.regex for o in options) + ")"
    return _Piece(regex, literals, optional=closing == ")?"), tokens


def _word(token: str, optional: bool) -> _Piece:
    stem, star, _ = token.partition("*")
    if len(stem) < 2 and star:
        raise PatternError(f"too short before the star: {token}")
    regex = re.escape(stem).replace("'", "'?").replace(r"\#", r"\d+") + (r"\w*" if star else "")
    if not star:
        regex += r"(?!\w)"
    literal = max(re.split(r"['\-#]", stem), key=len)
    return _Piece(regex, frozenset({literal} - {""}), optional)


def _best(candidates: list[frozenset[str]]) -> frozenset[str]:
    """The set of literals that rules out most texts: long ones, few of them."""
    if not candidates:
        return frozenset()
    return max(candidates, key=lambda c: min(len(word) for word in c) - 0.6 * len(c))
