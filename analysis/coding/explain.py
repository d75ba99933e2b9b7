"""From weights back to words: which words of an answer made the model give a code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.coding import text as texts
from analysis.coding.concepts import concepts_of
from analysis.coding.model import LinearModel
from analysis.coding.result import Evidence

_STRONGEST = 6
_MOST = 4

Token = tuple[int, int, str]
RowOf = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]


def row_of(matrix: sparse.csr_matrix, number: int) -> RowOf:
    """The columns and values of one row, without copying."""
    here = slice(matrix.indptr[number], matrix.indptr[number + 1])
    return matrix.indices[here], matrix.data[here]


class Explainer:
    """Knows the features of a model by column, and finds them in a text."""

    def __init__(self, model: LinearModel) -> None:
        self._weights = model.weights
        self._names = model.names()
        self._text_columns = self._names.index(f"rules:{model.rules.names_[0]}")

    def explain(self, text: str, row: RowOf, column: int) -> tuple[Evidence, ...]:
        """The words of *text* with the largest weights for code *column*.

        *row*: the columns of the answer's features and their values.
        """
        columns, values = row
        shares = values * self._weights[columns, column]
        order = np.argsort(-shares)
        spans: list[tuple[int, int]] = []
        tokens = [(m.start(), m.end(), m.group()) for m in texts.WORD.finditer(texts.fold(text))]
        found = 0
        for at in order:
            if shares[at] <= 0 or found == _STRONGEST:
                break
            if columns[at] < self._text_columns:
                spans += locate(self._names[columns[at]], tokens)
                found += 1
        merged = merge(spans, text)[:_MOST]
        return tuple(Evidence(a, b, text[a:b], "model") for a, b in sorted(merged))


def locate(name: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a feature stands in a text, as spans of characters."""
    block, _, feature = name.partition(":")
    if block == "words":
        return _words(feature.split(" "), tokens)
    if block == "pieces":
        return [(a, b) for a, b, word in tokens if feature in f" {word} "][:2]
    first, _, second = feature.partition(">")
    spans = [(a, b) for a, b, word in tokens if first in concepts_of(word)][:1]
    if second:
        spans += [(a, b) for a, b, word in tokens if second in concepts_of(word)][:1]
    return spans


def _words(wanted: Sequence[str], tokens: Sequence[Token]) -> list[tuple[int, int]]:
    size = len(wanted)
    for at in range(len(tokens) - size + 1):
        if all(tokens[at + n][2] == wanted[n] for n in range(size)):
            return [(tokens[at][0], tokens[at + size - 1][1])]
    return []


def merge(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join spans that touch or have only a space between them; the longest first."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return sorted(joined, key=lambda s: s[0] - s[1])
