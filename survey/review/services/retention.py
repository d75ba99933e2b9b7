"""When the nightly retention last ran, by the audit log, and whether that is too long ago."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.review.models.answers import Wave
from survey.review.models.audit import AuditEntry

EVENT = "retention_run"

LATE = 2 * 24 * 3600
"""Seconds after which a run that comes every night is missed: one night may fail."""


def last(session: Session) -> int:
    """When it last ran, as UNIX time; 0 when it never did."""
    query = select(AuditEntry.at).where(AuditEntry.event == EVENT)
    return session.scalar(query.order_by(AuditEntry.n.desc()).limit(1)) or 0


def is_late(session: Session, now: int) -> bool:
    """Whether it has not run for longer than :data:`LATE`."""
    return last(session) < now - LATE


def is_missed(session: Session, now: int) -> bool:
    """Whether it is late although there are answers that it must clear one day."""
    return session.scalar(select(Wave.name).limit(1)) is not None and is_late(session, now)
