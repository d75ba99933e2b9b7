"""What the analysis is given: records, comments and codings, as plain frozen objects.

Answers stay short string codes; :func:`analysis.codebook.numbers` gives their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.codebook import Codebook, Variable

Answer = str | tuple[str, ...]

NO_CODE = "none"
"""A coding with this code says: read, and no code of the frame fits."""


@dataclass(frozen=True, slots=True)
class Record:
    """One response without its words. ``id`` is the review's random id, if known."""

    questionnaire: str
    wave: str
    version: str
    answers: Mapping[str, Answer]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One answer to an open question. ``audience`` is parent, carer or staff."""

    id: str
    response: str
    audience: str
    question: str
    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Coding:
    """One code given to one comment. ``kind`` is ``machine`` or ``person``."""

    comment: str
    code: str
    coder: str
    frame_version: str
    evidence: str = ""
    kind: str = "machine"


@dataclass(frozen=True, slots=True)
class CodedComment:
    """A comment's codes as they stand: a person's where a person coded it, else a machine's."""

    comment: Comment
    codes: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything a release is made from."""

    codebook: Codebook
    records: tuple[Record, ...]
    comments: tuple[Comment, ...] = ()
    codings: tuple[Coding, ...] = ()

    def of(self, questionnaire: str) -> tuple[Record, ...]:
        """The records of one questionnaire."""
        return tuple(r for r in self.records if r.questionnaire == questionnaire)

    def coded(self) -> Iterator[CodedComment]:
        """The comments that have been coded, in order; a person's coding replaces a machine's."""
        by_comment: dict[str, list[Coding]] = {}
        for coding in self.codings:
            by_comment.setdefault(coding.comment, []).append(coding)
        for comment in self.comments:
            codings = by_comment.get(comment.id, [])
            if not codings:
                continue
            by_people = [c for c in codings if c.kind == "person"]
            kind = "person" if by_people else "machine"
            codes = frozenset(c.code for c in by_people or codings) - {NO_CODE}
            yield CodedComment(comment, codes, kind)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Answers left out because the codebook does not know them: variable -> how many."""

    counts: Mapping[str, int] = field(default_factory=dict)


def codes_of(record: Record, variable: Variable) -> tuple[str, ...]:
    """The codes a record gives for a variable: none when it was skipped."""
    answer = record.answers.get(variable.code)
    if answer is None:
        return ()
    return (answer,) if isinstance(answer, str) else tuple(answer)


def unreadable(dataset: Dataset) -> Unreadable:
    """Count the answers, and comments, that the codebook does not know, so that it can be said."""
    counts: dict[str, int] = {}
    known = {v.key: {o.code for o in v.options} for v in dataset.codebook if v.closed}
    for record in dataset.records:
        for code, answer in record.answers.items():
            options = known.get(f"{record.questionnaire}.{code}")
            given = (answer,) if isinstance(answer, str) else answer
            if options is not None and not options.issuperset(given):
                key = f"{record.questionnaire}.{code}"
                counts[key] = counts.get(key, 0) + 1
    asked = {variable.key for variable in dataset.codebook if not variable.closed}
    for comment in dataset.comments:
        key = f"{comment.audience}.{comment.question}"
        if key not in asked:
            counts[key] = counts.get(key, 0) + 1
    return Unreadable(dict(sorted(counts.items())))
