"""Accounts of the team: who is who, with which roles, vouched for by whom."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.review.models.base import ALPHABET
from survey.review.models.people import Account
from survey.review.permissions import problem_with
from survey.review.services import factors, passphrases, sign_ins
from survey.review.services.passphrases import LONGEST, normal

COMMAND_LINE = "the command line"
"""Who vouches for an account that was made by the command: whoever runs the machine."""


class AccountProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why an account cannot be made or changed; the message is for people."""


@dataclass
class Cost:
    """What one guess costs: Argon2id with three passes over 64 MiB (RFC 9106, section 4)."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


COST = Cost()


@functools.cache
def hasher() -> PasswordHasher:
    """What hashes passphrases and checks them."""
    return PasswordHasher(COST.passes, COST.memory_kib, COST.lanes)


@functools.cache
def _nobody() -> str:
    return hasher().hash("there is no account of that name")


def find(session: Session, name: str) -> Account | None:
    """The account of that name, or None."""
    return session.scalar(select(Account).where(Account.name == name.strip()))


def every(session: Session) -> list[Account]:
    """All accounts, by name."""
    return list(session.scalars(select(Account).order_by(Account.name)))


def create(
    session: Session,
    name: str,
    passphrase: str,
    roles: Iterable[str],
    *,
    vouched: str = COMMAND_LINE,
    made_by: str = "",
    temporary: bool = False,
) -> Account:
    """Add an account. Raises :class:`AccountProblem`; the caller commits."""
    name, wanted = name.strip(), sorted(set(roles))
    if not name or len(name) > 60 or not name.isprintable():
        raise AccountProblem("An account's name has 1 to 60 letters.")
    if find(session, name):
        raise AccountProblem(f"There is an account {name} already.")
    if problem := problem_with(wanted):
        raise AccountProblem(problem)
    _check(passphrase, name)
    account = Account(
        name=name, passphrase=hasher().hash(normal(passphrase)), roles=wanted,
        vouched=vouched, made_by=made_by, temporary=temporary,
    )  # fmt: skip
    session.add(account)
    session.flush()
    return account


def _check(passphrase: str, name: str) -> None:
    try:
        passphrases.check(passphrase, name)
    except passphrases.WeakPassphrase as error:
        raise AccountProblem(str(error)) from None


def set_passphrase(
    session: Session, account: Account, passphrase: str, *, temporary: bool = False
) -> None:
    """Give an account a new passphrase. Raises :class:`AccountProblem`."""
    _check(passphrase, account.name)
    account.passphrase, account.temporary = hasher().hash(normal(passphrase)), temporary
    session.flush()


def set_roles(session: Session, account: Account, roles: Iterable[str], by: str) -> None:
    """Change what an account may do; somebody else must vouch for it again."""
    wanted = sorted(set(roles))
    if problem := problem_with(wanted):
        raise AccountProblem(problem)
    if wanted != sorted(account.roles):
        account.roles, account.vouched, account.made_by = wanted, "", by
        sign_ins.end_all(session, account.id)


def temporary_passphrase() -> str:
    """A passphrase to hand over once: 20 characters of 31, 99 bits."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(20))
    return "-".join(text[i : i + 5] for i in range(0, 20, 5))


def reset(session: Session, account: Account, by: str) -> str:
    """A temporary passphrase in place of everything that proved who this is; returns it once.

    Second factors are taken away and sessions ended; somebody else must vouch for it again.
    """
    words = temporary_passphrase()
    set_passphrase(session, account, words, temporary=True)
    factors.forget(session, account)
    account.vouched, account.made_by = "", by
    sign_ins.end_all(session, account.id)
    return words


def vouch(account: Account, by: Account) -> None:
    """Confirm that an account belongs to the person it names. Raises :class:`AccountProblem`."""
    if by.id in (account.id, account.made_by):
        raise AccountProblem("Somebody else must confirm it: not whoever made or owns the account.")
    account.vouched = by.name


def verify(session: Session, name: str, passphrase: str) -> Account | None:
    """The account when name and passphrase are right and it is active, else None.

    An unknown name costs as much time as a known one.
    """
    account = find(session, name)
    stored = account.passphrase if account else _nobody()
    if not matches(stored, passphrase):
        return None
    return account if account is not None and account.active else None


def matches(stored: str, passphrase: str) -> bool:
    """Whether a passphrase is the one of this hash."""
    try:
        return hasher().verify(stored, normal(passphrase[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
