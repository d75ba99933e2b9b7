"""How far the reading is: by person, by code, and the new themes that readers named."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from analysis.coding.frame import Frame
from survey.review.models.coding import MACHINE, Coding
from survey.review.models.people import Account
from survey.review.models.workbench import Reading
from survey.review.services.queue import EARLIER

_STANDS = Reading.kind != EARLIER

LATEST = 2000
"""Readings of a person over which the usual time is taken."""


@dataclass(frozen=True, slots=True)
class Person:
    """What one person has read. ``seconds`` is the median of one reading."""

    name: str
    read: int
    blind: int
    not_sure: int
    seconds: float


def today(session: Session, account: str) -> int:
    """How many comments this person has read in all."""
    query = select(func.count()).select_from(Reading).where(Reading.account == account, _STANDS)
    return session.scalar(query) or 0


def people(session: Session, only: str = "") -> list[Person]:
    """Everybody who has read something, by name; or one person alone."""
    query = select(
        Account.id, Account.name, func.count(),
        func.sum(_one(Reading.blind)), func.sum(_one(Reading.not_sure)),
    ).join(Reading, Reading.account == Account.id).where(_STANDS)  # fmt: skip
    if only:
        query = query.where(Account.id == only)
    rows = session.execute(query.group_by(Account.id, Account.name).order_by(Account.name)).all()
    return [
        Person(name, read, int(blind or 0), int(unsure or 0), _median(session, account))
        for account, name, read, blind, unsure in rows
    ]


def _one(column: Any) -> Any:
    return case((column, 1), else_=0)


def _median(session: Session, account: str) -> float:
    query = select(Reading.seconds).where(Reading.account == account, _STANDS).limit(LATEST)
    return statistics.median(session.scalars(query).all() or [0])


def codes(session: Session, frame: Frame) -> list[tuple[str, str, int]]:
    """(code, label, comments to which a person gave it), in the frame's order."""
    query = select(Coding.code, func.count()).where(Coding.coder != MACHINE).group_by(Coding.code)
    counts = {row[0]: row[1] for row in session.execute(query)}
    return [(code.code, code.label, counts.get(code.code, 0)) for code in frame.codes]


def themes(session: Session) -> list[tuple[str, int]]:
    """New themes as readers named them, the most frequent first."""
    name = func.lower(Reading.new_theme)
    query = select(name, func.count()).where(Reading.new_theme != "", _STANDS).group_by(name)
    rows = session.execute(query.order_by(func.count().desc(), name).limit(50))
    return [(row[0], row[1]) for row in rows]
