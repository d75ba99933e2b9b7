"""The door between what people wrote and what is counted.

``urgent`` marks an answer that a person must read now. It is a call to act, not a finding:
it stops here, with every word that anybody wrote, so that no table, export or report made
behind this door can hold either.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.dataset import NO_CODE, Coding, Dataset

NEVER_COUNTED = frozenset({"urgent"})


def admit(dataset: Dataset) -> Dataset:
    """The dataset without ``urgent``, without words, evidence or text answers.

    A comment that was coded ``urgent`` alone stays as read with no code of the frame, so that
    the base of the concern tables does not give it away.
    """
    text = {(v.questionnaire, v.code) for v in dataset.codebook if not v.closed}
    records = tuple(
        replace(r, answers={k: a for k, a in r.answers.items() if (r.questionnaire, k) not in text})
        for r in dataset.records
    )
    comments = tuple(replace(c, text="") for c in dataset.comments)
    return Dataset(dataset.codebook, records, comments, tuple(map(_wordless, dataset.codings)))


def _wordless(coding: Coding) -> Coding:
    code = NO_CODE if coding.code in NEVER_COUNTED else coding.code
    return replace(coding, code=code, evidence="")
