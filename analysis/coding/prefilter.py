"""Which patterns can match a text at all: decided for many texts at once, with sparse matrices.

Every pattern names words that must be there (``Pattern.needs``). A pattern is run on a text only
when the text holds one piece of every need. On real answers fewer than one pattern in twenty
is run, which makes a lexicon of thousands of patterns fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.coding import text as texts
from analysis.coding.patterns import Pattern

_CACHE = 60_000


@dataclass(frozen=True, slots=True)
class Word:
    """The needs that a word satisfies; ``firsts``: those with which a pattern begins."""

    ids: npt.NDArray[np.int32]
    firsts: frozenset[int]


Places = list[tuple[int, Word]]


def _starts(places: Places, wanted: set[int]) -> dict[int, list[int]]:
    """Where in a text each of the wanted needs is met."""
    found: dict[int, list[int]] = {}
    for start, word in places:
        for need in word.firsts & wanted:
            found.setdefault(need, []).append(start)
    return found


Candidate = tuple[int, list[int] | None]
"""A pattern's number, and where in the text a match may begin (None: anywhere)."""


class Prefilter:
    """Patterns in, candidate patterns with their possible beginnings out."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        needs: dict[frozenset[str], int] = {}
        rows: list[int] = []
        columns: list[int] = []
        for number, pattern in enumerate(patterns):
            for need in {*pattern.needs, pattern.first} - {frozenset()}:
                rows.append(needs.setdefault(need, len(needs)))
                columns.append(number)
        shape = (len(needs), len(patterns))
        ones = np.ones(len(rows), dtype=np.int32)
        self._patterns_of = sparse.csr_matrix((ones, (rows, columns)), shape=shape)
        self._wanted = np.asarray(self._patterns_of.sum(axis=0)).ravel()
        self._first = [needs[p.first] if p.first else -1 for p in patterns]
        self._free = [n for n, p in enumerate(patterns) if not p.needs and not p.first]
        self._pieces = _Pieces(needs, frozenset(self._first))
        self._known: dict[str, Word] = {}

    def candidates(self, folded: Sequence[str]) -> list[list[Candidate]]:
        """For each folded text, the patterns worth running, in order."""
        places = [self._places(text) for text in folded]
        counts = sparse.csr_matrix(self._present(places) @ self._patterns_of)
        enough = counts.data == self._wanted[counts.indices]
        ends = np.concatenate([[0], np.cumsum(enough)])[counts.indptr].tolist()
        numbers = counts.indices[enough].tolist()
        found: list[list[Candidate]] = []
        for row, place in enumerate(places):
            here = [*self._free, *numbers[ends[row] : ends[row + 1]]]
            starts = _starts(place, {self._first[number] for number in here})
            found.append([(number, starts.get(self._first[number])) for number in here])
        return found

    def _places(self, text: str) -> Places:
        """Where each word begins, and the needs that it satisfies."""
        return [(m.start(), self._of(m.group())) for m in texts.WORD.finditer(text)]

    def _present(self, places: Sequence[Places]) -> sparse.csr_matrix:
        """Texts by needs, 1 where the text holds a piece of the need."""
        ids = [word.ids for place in places for _, word in place]
        words = np.repeat(np.arange(len(places)), [len(place) for place in places])
        rows = np.repeat(words, [len(some) for some in ids])
        # Flags in a full table: quicker than to sort what stands in a text twice.
        flags = np.zeros((len(places), self._patterns_of.shape[0]), dtype=np.int32)
        flags[rows, np.concatenate(ids) if ids else rows] = 1
        return sparse.csr_matrix(flags)

    def _of(self, word: str) -> Word:
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _CACHE:
                self._known.clear()
            known = self._known[word] = self._pieces.of(word)
        return known


class _Pieces:
    """The needs that one word satisfies: exact words, beginnings, and parts."""

    def __init__(self, needs: dict[frozenset[str], int], firsts: frozenset[int]) -> None:
        self._firsts = firsts
        self._exact: dict[str, list[int]] = {}
        self._begins: dict[str, list[tuple[str, int]]] = {}
        self._inside: list[tuple[str, int]] = []
        for need, number in needs.items():
            for piece in need:
                if piece.startswith("*"):
                    self._inside.append((piece.strip("*"), number))
                elif piece.endswith("*"):
                    self._begins.setdefault(piece[:2], []).append((piece[:-1], number))
                else:
                    self._exact.setdefault(piece, []).append(number)

    def of(self, word: str) -> Word:
        """Every need that *word* satisfies, also by the parts around an apostrophe."""
        forms = {word, word.replace("'", ""), *word.split("'")}
        found: set[int] = set()
        for form in forms:
            found.update(self._exact.get(form, ()))
            found.update(n for stem, n in self._begins.get(form[:2], ()) if form.startswith(stem))
        found.update(n for part, n in self._inside if part in word)
        return Word(np.array(sorted(found), dtype=np.int32), frozenset(found & self._firsts))
