"""Safeguarding: who reads what may be urgent, by when, and what two people decide about it.

Nothing is opened before somebody is on duty. A decision (to pass it on, or that nothing need be
done) is proposed by one person and confirmed by another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from survey.box.opening import OpeningError
from survey.review.models.answers import Comment
from survey.review.models.people import Account
from survey.review.models.safeguarding import Duty, Referral, Urgent

HOURS = 24
"""Time limit for what was flagged while nobody was on duty."""

LONGEST = 7 * 24

WAITING, NO_ACTION, REFERRED, CLOSED = "waiting", "no_action", "referred", "closed"
"""States: unread; proposed that nothing need be done; proposed to pass on; settled by two."""


class NobodyOnDuty(OpeningError):  # noqa: N818 - says what happened
    """Opening is refused until somebody is on duty."""


class NotYours(Exception):  # noqa: N818 - says what a person can mend
    """The decision needs another person, or another state; the message is for people."""


@dataclass(frozen=True, slots=True)
class Item:
    """One urgent comment in a list. ``due`` is UNIX time."""

    comment: str
    questionnaire: str
    question: str
    state: str
    due: int
    decided_by: str


def set_duty(session: Session, account: Account, hours: int, by: str) -> None:
    """Put somebody on duty, who reads what is urgent within ``hours``.

    Raises :class:`NotYours` when the account cannot read comments.
    """
    if not account.active or "coder" not in account.roles:
        raise NotYours(f"{account.name} cannot be on duty: the account needs the role coder.")
    if not 1 <= hours <= LONGEST:
        raise NotYours(f"The time limit is between 1 and {LONGEST} hours.")
    session.merge(Duty(id=1, account=account.id, hours=hours, set_by=by))
    session.flush()


def duty(session: Session) -> tuple[Duty, Account] | None:
    """Who is on duty; None when nobody is, or their account was closed."""
    row = session.get(Duty, 1)
    account = session.get(Account, row.account) if row else None
    return (row, account) if row and account and account.active else None


def require_duty(session: Session) -> None:
    """Raise :class:`NobodyOnDuty` unless somebody is."""
    if duty(session) is None:
        raise NobodyOnDuty(
            "Nobody is on duty, so nothing was opened: somebody must read what is urgent, within "
            "a set time. A publisher sets this in the review app, or `heard users duty NAME`."
        )


def flag(session: Session, comments: Iterable[str], now: int) -> int:
    """Mark comments as urgent; those marked before keep their time. Returns how many are new."""
    wanted = sorted(set(comments))
    known = set(session.scalars(select(Urgent.comment).where(Urgent.comment.in_(wanted))))
    found = duty(session)
    due = now + (found[0].hours if found else HOURS) * 3600
    rows = [{"comment": one, "state": WAITING, "due": due, "decided_by": "", "confirmed_by": ""}
            for one in wanted if one not in known]  # fmt: skip
    if rows:
        session.execute(insert(Urgent), rows)
    return len(rows)


def listing(session: Session, *, closed: bool = False) -> list[Item]:
    """What is open (or closed), the nearest limit first."""
    query = (
        select(
            Urgent.comment, Comment.questionnaire, Comment.question,
            Urgent.state, Urgent.due, Urgent.decided_by,
        )
        .join(Comment, Comment.id == Urgent.comment)
        .where(Urgent.state == CLOSED if closed else Urgent.state != CLOSED)
        .order_by(Urgent.due, Urgent.comment)
        .limit(500)
    )  # fmt: skip
    return [Item(*row) for row in session.execute(query)]


def counts(session: Session, now: int) -> tuple[int, int]:
    """(how many are open, how many of these are over their time)."""
    of_open = select(func.count()).select_from(Urgent).where(Urgent.state != CLOSED)
    late = of_open.where(Urgent.due < now)
    return session.scalar(of_open) or 0, session.scalar(late) or 0


def referrals(session: Session, comment: str) -> list[Referral]:
    """What was passed on about a comment."""
    query = select(Referral).where(Referral.comment == comment).order_by(Referral.id)
    return list(session.scalars(query))


def propose_nothing(session: Session, urgent: Urgent, by: str) -> None:
    """Propose that nothing need be done."""
    _only(urgent, WAITING)
    urgent.state, urgent.decided_by = NO_ACTION, by


def propose_referral(session: Session, urgent: Urgent, by: str, reason: str, to: str) -> None:
    """Propose to pass it on to ``to``, for ``reason``."""
    _only(urgent, WAITING)
    if not reason.strip() or not to.strip():
        raise NotYours("Say why, and to whom. Nothing was saved.")
    urgent.state, urgent.decided_by = REFERRED, by
    session.add(
        Referral(comment=urgent.comment, reason=reason.strip(), recipient=to.strip(), made_by=by)
    )
    session.flush()


def confirm(session: Session, urgent: Urgent, by: str) -> None:
    """A second person confirms the proposal; it is settled then."""
    _only(urgent, NO_ACTION, REFERRED)
    if by == urgent.decided_by:
        raise NotYours("Another person must confirm it. Nothing was saved.")
    urgent.state, urgent.confirmed_by = CLOSED, by
    for referral in referrals(session, urgent.comment):
        referral.confirmed_by = referral.confirmed_by or by


def send_back(session: Session, urgent: Urgent, by: str) -> None:
    """A second person disagrees: it waits for a decision again, a proposed referral goes."""
    _only(urgent, NO_ACTION, REFERRED)
    if by == urgent.decided_by:
        raise NotYours("Another person must answer the proposal. Nothing was saved.")
    urgent.state, urgent.decided_by = WAITING, ""
    for referral in referrals(session, urgent.comment):
        if not referral.confirmed_by:
            session.delete(referral)


def record_outcome(session: Session, referral: Referral, outcome: str) -> None:
    """What came of a referral that was made."""
    if not referral.confirmed_by:
        raise NotYours("The referral is not confirmed yet. Nothing was saved.")
    referral.outcome = outcome.strip()


def _only(urgent: Urgent, *states: str) -> None:
    if urgent.state not in states:
        raise NotYours("Somebody else has dealt with it meanwhile. Nothing was saved.")
