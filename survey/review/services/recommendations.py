"""The ledger of recommendations in the database: what is known ships, what the team enters is kept.

The database holds only the rows that were entered or changed here; the others are those that
ship. Whatever is saved passes ``analysis.recommendations.model.problems`` first.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.recommendations.files import from_data, shipped
from analysis.recommendations.model import (
    OWN,
    Assessment,
    Ledger,
    Recommendation,
    Update,
    assessment_problems,
    merged,
    row_problems,
)
from survey.review.models.ledger import LedgerRow

RECOMMENDATION, ASSESSMENT = "recommendation", "assessment"


class LedgerProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why nothing was saved; the message is for people."""


def ledger(session: Session) -> Ledger:
    """The whole ledger: what ships, each row replaced by the team's own where there is one."""
    found: dict[str, list[dict[str, Any]]] = {RECOMMENDATION: [], ASSESSMENT: []}
    for row in session.scalars(select(LedgerRow).order_by(LedgerRow.key)):
        found[row.kind].append(dict(row.content))
    return merged(shipped(), from_data(found))


def save(session: Session, row: Recommendation | Assessment) -> None:
    """Keep one row. The caller commits. Raises :class:`LedgerProblem`."""
    known = isinstance(row, Recommendation)
    wrong = row_problems(row) if isinstance(row, Recommendation) else assessment_problems(row)
    if wrong:
        raise LedgerProblem(f"Nothing was saved. {wrong[0]}")
    kept = session.get(LedgerRow, row.key)
    kind = RECOMMENDATION if known else ASSESSMENT
    if kept is not None and kept.kind != kind:
        raise LedgerProblem(f"Nothing was saved. {row.key} is the key of another kind of row.")
    if kept is None:
        kept = LedgerRow(key=row.key, kind=kind)
        session.add(kept)
    kept.content = asdict(row)
    session.flush()


def add_update(session: Session, key: str, update: Update) -> None:
    """Put a dated update at the end of a recommendation's log. Raises :class:`LedgerProblem`."""
    row = one(session, key)
    save(session, replace(row, updates=(*row.updates, update)))


def one(session: Session, key: str) -> Recommendation:
    """One recommendation. Raises :class:`LedgerProblem`."""
    try:
        return ledger(session)[key]
    except KeyError:
        raise LedgerProblem(f"There is no recommendation {key}.") from None


def assessment(session: Session, key: str) -> Assessment:
    """One self-assessment. Raises :class:`LedgerProblem`."""
    for row in ledger(session).assessments:
        if row.key == key:
            return row
    raise LedgerProblem(f"There is no self-assessment {key}.")


def remove(session: Session, key: str) -> None:
    """Take away a row of the team's own, or give a shipped one back as it ships."""
    kept = session.get(LedgerRow, key)
    if kept is None:
        raise LedgerProblem(f"{key} was not entered here, so there is nothing to take away.")
    session.delete(kept)
    session.flush()


def take_in(session: Session, given: Ledger) -> list[str]:
    """Keep every row of a file that differs from what is there; returns their keys."""
    present = ledger(session)
    there = {row.key: row for row in present.recommendations}
    rows: list[Recommendation | Assessment] = [
        row for row in given.recommendations if there.get(row.key) != row
    ]
    judged = {row.key: row for row in present.assessments}
    rows += [row for row in given.assessments if judged.get(row.key) != row]
    for row in rows:
        save(session, row)
    return [row.key for row in rows]


def next_key(session: Session) -> str:
    """A key for a new recommendation of the review's own."""
    taken = {row.key for row in ledger(session).of(OWN)}
    number = 1
    while f"review-{number:02}" in taken:
        number += 1
    return f"review-{number:02}"
