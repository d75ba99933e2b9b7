"""What the trained model sees of an answer beside its words: the lexicon's rules, and the context.

With the three blocks of ``vocabulary`` (words and pairs of words, pieces of words, word classes and
their pairs) these make one row of numbers for each answer and one for each of its sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from analysis.coding.result import Answer
from analysis.coding.rules import Lexicon, Match

QUESTIONS = (
    "before",
    "contact",
    "response",
    "across",
    "after",
    "change",
    "else",
    "harder",
    "joint",
    "works",
)
AUDIENCES = ("parent", "carer", "staff")
CONTEXT_WEIGHT = 0.7


class RuleFeatures:
    """The lexicon as features: one per rule, and per code "a strong rule" and "any rule".

    ``names_`` are the columns. The lexicon is data, so there is nothing to fit.
    """

    def __init__(self, lexicon: Lexicon, codes: Sequence[str]) -> None:
        self.lexicon = lexicon
        self.codes = tuple(codes)
        labels = sorted({rule.label for rule in lexicon.rules})
        self.names_ = [*labels, *(f"{c}!" for c in codes), *(f"{c}?" for c in codes)]
        self._column = {name: n for n, name in enumerate(self.names_)}

    def of_matches(self, matches: Sequence[Sequence[Match]]) -> sparse.csr_matrix:
        """Columns for answers whose matches are known, shape (answers, len(names_))."""
        rows: list[int] = []
        columns: list[int] = []
        for row, found in enumerate(matches):
            here = {self._column[m.rule] for m in found if m.rule in self._column}
            here |= {self._column[f"{m.code}!"] for m in found if m.strong}
            here |= {self._column[f"{m.code}?"] for m in found}
            columns.extend(here)
            rows.extend([row] * len(here))
        ones = np.ones(len(rows), dtype=np.float32)
        return sparse.csr_matrix((ones, (rows, columns)), shape=(len(matches), len(self.names_)))


CONTEXT_NAMES = tuple(f"question={q}" for q in QUESTIONS) + tuple(f"by={a}" for a in AUDIENCES)


def context_features(answers: Sequence[Answer], *, blind: bool = False) -> sparse.csr_matrix:
    """Question and audience, a column each, shape (answers, len(CONTEXT_NAMES)).

    *blind*: as if all came under ``else``. Where a column applies it holds CONTEXT_WEIGHT.
    """
    rows: list[int] = []
    columns: list[int] = []
    for row, answer in enumerate(answers):
        question = "else" if blind or answer.question not in QUESTIONS else answer.question
        columns.append(QUESTIONS.index(question))
        rows.append(row)
        if answer.audience in AUDIENCES:
            columns.append(len(QUESTIONS) + AUDIENCES.index(answer.audience))
            rows.append(row)
    weights = np.full(len(rows), CONTEXT_WEIGHT, dtype=np.float32)
    return sparse.csr_matrix((weights, (rows, columns)), shape=(len(answers), len(CONTEXT_NAMES)))
