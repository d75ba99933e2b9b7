"""Plain text handling: one spelling of quotes, sentences, words, and what a negation reaches.

Every function keeps character offsets, so that a span found in the folded text is the same span
in what the person wrote.
"""

from __future__ import annotations

import functools
import re

_QUOTES = "\u2018\u2019\u02bc\u0060\u00b4"
_DOUBLE = "\u201c\u201d\u201e"
_DASHES = "\u2013\u2014\u2212"
_FOLD = str.maketrans(_QUOTES + _DOUBLE + _DASHES + "\u00a0\t", "'" * 5 + '"' * 3 + "-" * 3 + "  ")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n+")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def _words_of(line: str) -> frozenset[str]:
    return frozenset(line.split())


NEGATORS = _words_of(
    "not no never nobody none nothing neither nor without hardly cannot cant wont dont didnt"
    " doesnt wasnt werent isnt arent havent hasnt hadnt wouldnt couldnt shouldnt aint nowt"
    " rarely scarcely barely"
)
_BREAKS = _words_of("but though although however yet except because cos since so until till")
_NOT_REALLY = _words_of("only just simply merely even")
_WINDOW = 5


def fold(text: str) -> str:
    """Lower case with straight quotes and dashes, the same length as *text*."""
    low = text.translate(_FOLD)
    lowered = low.lower()
    if len(lowered) == len(low):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in low)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in characters; a small rule that needs no trained data."""
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in _SENTENCE.finditer(text):
        if text[start : gap.start()].strip():
            spans.append((start, gap.start()))
        start = gap.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def words(folded: str) -> list[str]:
    """The words of a folded text, in order, with the apostrophes inside them."""
    return WORD.findall(folded)


@functools.lru_cache(2048)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as it was written, folded; remembered for the blocks of features."""
    return tuple(WORD.findall(fold(text)))


def is_negator(word: str) -> bool:
    """True for a word that turns what follows into its opposite (``didn't`` as well)."""
    return word in NEGATORS or word.endswith("n't")


def negated(folded: str, start: int) -> bool:
    """Whether a negation just before *start* reaches it: same clause, at most five words back.

    "Nobody blamed me" denies the blame; "not only did they blame me" does not.
    """
    clause = re.split(r"[.!?;:\n,(]", folded[max(0, start - 60) : start])[-1]
    before = words(clause)[-_WINDOW:]
    for index in range(len(before) - 1, -1, -1):
        word = before[index]
        if word in _BREAKS:
            return False
        if is_negator(word):
            following = before[index + 1] if index + 1 < len(before) else ""
            return following not in _NOT_REALLY
    return False
