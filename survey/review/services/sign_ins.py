"""Server-side sessions of the team: 15 minutes idle, 8 hours at most, ended at once on demand."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from survey.review.models.people import Account, SignIn

IDLE = 15 * 60
LONGEST = 8 * 3600
"""Seconds without a request, and seconds in all, after which a session has ended."""

SECOND, ENROL, IN = "second", "enrol", "in"
"""Stages: a second factor is wanted; the account must be set up first; signed in."""

CONFIRMED = 5 * 60
"""Seconds for which a proof of who one is holds, for opening, exporting and publishing."""


def hashed(token: str) -> str:
    """What is stored of a token: SHA-256 (hex). The token itself has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(session: Session, account: Account, now: int, stage: str = IN, confirmed: int = 0) -> str:
    """Start a session and return its token, which goes into the cookie and nowhere else."""
    sweep(session, now)
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=hashed(token), account=account.id, stage=stage,
            started=now, seen=now, confirmed=confirmed, data={},
        )
    )  # fmt: skip
    session.flush()
    return token


def find(session: Session, token: str, now: int) -> tuple[SignIn, Account] | None:
    """The session and account of a token, or None when it has ended or never was."""
    query = (
        select(SignIn, Account)
        .join(Account, Account.id == SignIn.account)
        .where(
            SignIn.token_hash == hashed(token),
            SignIn.seen > now - IDLE,
            SignIn.started > now - LONGEST,
            Account.active,
        )
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def touch(session: Session, token_hash: str, now: int) -> None:
    """Note that the session is in use."""
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(seen=now))


def set_challenge(session: Session, token_hash: str, challenge: str) -> None:
    """Keep the challenge that the browser was given."""
    row = session.get_one(SignIn, token_hash)
    row.data = {**row.data, "challenge": challenge}


def take_challenge(session: Session, token_hash: str) -> str:
    """The challenge that was given; it can be taken once."""
    row = session.get_one(SignIn, token_hash)
    challenge = str(row.data.get("challenge", ""))
    row.data = {k: v for k, v in row.data.items() if k != "challenge"}
    return challenge


def confirm(session: Session, token_hash: str, now: int) -> None:
    """Note that the person has just proved who they are."""
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(confirmed=now))


def end(session: Session, token: str) -> None:
    """End one session."""
    session.execute(delete(SignIn).where(SignIn.token_hash == hashed(token)))


def end_all(session: Session, account_id: str) -> None:
    """End every session of an account."""
    session.execute(delete(SignIn).where(SignIn.account == account_id))


def end_others(session: Session, account_id: str, token_hash: str) -> None:
    """End every session of an account but one."""
    others = SignIn.token_hash != token_hash
    session.execute(delete(SignIn).where(SignIn.account == account_id, others))


def sweep(session: Session, now: int) -> None:
    """Forget the sessions that have ended."""
    over = or_(SignIn.seen <= now - IDLE, SignIn.started <= now - LONGEST)
    session.execute(delete(SignIn).where(over))
