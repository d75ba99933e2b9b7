"""The ledger of recommendations: what was asked for, by whom, and what came of it.

Modelled on the dated status log of the inspectorate: owner, due date, status, evidence and
updates, each update with its day. Where something is not known the field is empty; the rule that
nothing is invented is checked here (:func:`problems`), not left to good will.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

TO_BE_ENTERED = "to be entered from the report"
"""Stands where a recommendation is known to exist and its words are not known."""
NOT_KNOWN = "not_known"
STATUSES = {
    NOT_KNOWN: "Not known to this review",
    "accepted": "Accepted",
    "under_way": "Under way",
    "done": "Done",
    "not_accepted": "Not accepted",
    "not_done": "Not done",
}
"""Status -> how it is said."""
ACTED = ("done", "under_way")
REFUSED = ("not_accepted", "not_done")
"""Statuses that need a reason."""

COMMITTEE, ACTION_PLAN, INSPECTION, OWN = "committee", "action_plan", "inspection", "review"
ORIGINS = {
    COMMITTEE: "The London Assembly committee's report on missing children, April 2023",
    ACTION_PLAN: "The Mayor's action plan after the inspection of 2016",
    INSPECTION: "The inspection of child protection by HMIC, November 2016",
    OWN: "This review",
}
"""Origin -> its name, in the order in which they are shown."""

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
FIGURE = re.compile(r"figure:(?P<release>[^/\s]+)/(?P<table>[^/\s]+)/(?P<row>[^/\s]+)")
STAGE = re.compile(r"stage:(?P<stage>S[0-9])")
CODE = re.compile(r"code:(?P<code>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Update:
    """What became known on a day (ISO date, month or year), and where it is said."""

    on: str
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One row. ``words`` are empty until somebody enters them together with their ``source``.

    ``number`` is the official number, empty while it is not known. ``evidence`` names codes
    (``code:blamed``), stages (``stage:S1``) and figures (``figure:RELEASE/TABLE/ROW``, where ROW
    is a row's code or ``favourable``). ``because`` is the reason when something is not done.
    """

    key: str
    origin: str
    words: str = ""
    source: str = ""
    number: str = ""
    note: str = ""
    owner: str = ""
    due: str = ""
    status: str = NOT_KNOWN
    because: str = ""
    evidence: tuple[str, ...] = ()
    updates: tuple[Update, ...] = ()

    @property
    def known(self) -> bool:
        """True when somebody has entered what it says."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a force says of itself, set beside what others say of the same thing.

    ``force_says`` and ``others_say`` are words with their sources. ``users`` names a figure of a
    release, or only ``TABLE/ROW`` of whichever release is shown: the view of the people served.
    """

    key: str
    topic: str
    force_says: str = ""
    force_source: str = ""
    others_say: str = ""
    others: str = ""
    others_source: str = ""
    users: str = ""
    on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every row, in order."""

    recommendations: tuple[Recommendation, ...] = field(default_factory=tuple)
    assessments: tuple[Assessment, ...] = field(default_factory=tuple)

    def of(self, origin: str) -> tuple[Recommendation, ...]:
        """The recommendations of one origin."""
        return tuple(row for row in self.recommendations if row.origin == origin)

    def __getitem__(self, key: str) -> Recommendation:
        """One recommendation; :class:`KeyError` when there is none."""
        for row in self.recommendations:
            if row.key == key:
                return row
        raise KeyError(key)


Row = TypeVar("Row", Recommendation, Assessment)


def problems(ledger: Ledger) -> list[str]:
    """Everything that keeps a ledger from being used, in words for people; empty: nothing."""
    found = [line for row in ledger.recommendations for line in row_problems(row)]
    found += [line for row in ledger.assessments for line in assessment_problems(row)]
    keys = [row.key for row in ledger.recommendations] + [row.key for row in ledger.assessments]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    return found + [f"{key}: the key is there twice." for key in twice]


def row_problems(row: Recommendation) -> list[str]:
    """What is wrong with one recommendation."""
    lines = (*_about(row), *_standing(row), *_updates(row))
    return [f"{row.key or 'A row'}: {line}" for line in lines]


def _about(row: Recommendation) -> Iterator[str]:
    if not KEY.fullmatch(row.key):
        yield "a key is small letters, figures and hyphens."
    if row.origin not in ORIGINS:
        yield f"its origin is one of {', '.join(ORIGINS)}."
    if row.words and not row.source:
        yield "say where the words come from. Words without a source are not taken."
    for one in row.evidence:
        if not any(pattern.fullmatch(one) for pattern in (FIGURE, STAGE, CODE)):
            yield f"evidence {one!r} is none of code:…, stage:S1, figure:RELEASE/TABLE/ROW."


def _standing(row: Recommendation) -> Iterator[str]:
    if row.status not in STATUSES:
        yield f"its status is one of {', '.join(STATUSES)}."
    elif row.status != NOT_KNOWN and not row.words:
        yield "enter what it says before you enter what came of it."
    if row.status in REFUSED and not row.because:
        yield "say why it is not done. The reason is published."
    if row.due and not is_day(row.due):
        yield "the due date is a day, as 2027-03-31."


def _updates(row: Recommendation) -> Iterator[str]:
    for update in row.updates:
        if not is_when(update.on):
            yield "an update needs its day, as 2027-03-31 (or 2027-03, or 2027)."
        if not update.words:
            yield f"the update of {update.on} says nothing."


def assessment_problems(row: Assessment) -> list[str]:
    """What is wrong with one self-assessment."""
    found = []
    if not KEY.fullmatch(row.key):
        found.append("a key is small letters, figures and hyphens.")
    if not row.topic:
        found.append("say what was assessed.")
    if row.force_says and not row.force_source:
        found.append("say where the force's words come from.")
    if row.others_say and not (row.others and row.others_source):
        found.append("say who else judged it, and where that is said.")
    if row.on and not is_when(row.on):
        found.append("its date is a day, a month or a year, as 2016-11.")
    return [f"{row.key or 'A row'}: {line}" for line in found]


def is_day(text: str) -> bool:
    """Whether the text is an ISO date."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_when(text: str) -> bool:
    """Whether the text is an ISO date, month or year."""
    padded = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    return is_day(padded)


def merged(shipped: Ledger, own: Ledger) -> Ledger:
    """The shipped rows, each replaced by the instance's own where it has one, then the others."""
    return Ledger(
        tuple(_merged(shipped.recommendations, own.recommendations)),
        tuple(_merged(shipped.assessments, own.assessments)),
    )


def _merged(first: Iterable[Row], then: Iterable[Row]) -> Iterator[Row]:
    later = {row.key: row for row in then}
    for row in first:
        yield later.pop(row.key, row)
    yield from later.values()
