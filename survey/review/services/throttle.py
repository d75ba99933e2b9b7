"""Slows down guessing: after five failures under a name each further one doubles the wait.

Unknown names are counted like known ones, so that a wait tells nothing about who has an account.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.review.models.people import Throttle

FREE = 5
"""Failures without a wait."""

FIRST, LONGEST = 30, 3600
"""Seconds of the first wait, and of the longest."""

FORGET = 24 * 3600
"""Seconds after the end of the last wait when failures are forgotten."""


def _key(name: str) -> str:
    return hashlib.sha256(name.strip().casefold().encode()).hexdigest()


def wait(session: Session, name: str, now: int) -> int:
    """Seconds that this name must still wait; 0 when it may try."""
    row = session.get(Throttle, _key(name))
    return max(0, row.until - now) if row else 0


def failed(session: Session, name: str, now: int) -> None:
    """Count a failure."""
    session.execute(delete(Throttle).where(Throttle.until < now - FORGET))
    row = session.get(Throttle, _key(name))
    if row is None:
        row = Throttle(key=_key(name), failures=0, until=now)
        session.add(row)
    row.failures += 1
    over = row.failures - FREE
    row.until = now + (min(LONGEST, FIRST * 2 ** min(over, 20)) if over >= 0 else 0)
    session.flush()


def succeeded(session: Session, name: str) -> None:
    """Forget the failures of a name."""
    session.execute(delete(Throttle).where(Throttle.key == _key(name)))
