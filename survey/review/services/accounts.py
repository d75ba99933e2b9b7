"""Accounts of the team: passphrases under Argon2id, roles, and who is who."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.review.models.people import Account
from survey.review.permissions import problem_with

SHORTEST, LONGEST = 12, 256
"""Length of a passphrase in characters; there is no other rule of form."""


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


def normal(text: str) -> str:
    """NFC, so that the same keys typed on another machine give the same passphrase."""
    return unicodedata.normalize("NFC", text)


def check_passphrase(passphrase: str, name: str = "") -> None:
    """Raise :class:`AccountProblem` when a passphrase will not do."""
    length = len(normal(passphrase))
    if length < SHORTEST:
        raise AccountProblem(f"A passphrase has at least {SHORTEST} characters; four words do.")
    if length > LONGEST:
        raise AccountProblem(f"A passphrase has at most {LONGEST} characters.")
    if name and name.casefold() in passphrase.casefold():
        raise AccountProblem("The passphrase contains the account's name. Choose another.")


def find(session: Session, name: str) -> Account | None:
    """The account of that name, or None."""
    return session.scalar(select(Account).where(Account.name == name.strip()))


def create(session: Session, name: str, passphrase: str, roles: Iterable[str]) -> Account:
    """Add an account. Raises :class:`AccountProblem`; the caller commits."""
    name, wanted = name.strip(), sorted(set(roles))
    if not name or len(name) > 60 or not name.isprintable():
        raise AccountProblem("An account's name has 1 to 60 letters.")
    if find(session, name):
        raise AccountProblem(f"There is an account {name} already.")
    if problem := problem_with(wanted):
        raise AccountProblem(problem)
    check_passphrase(passphrase, name)
    account = Account(name=name, passphrase=hasher().hash(normal(passphrase)), roles=wanted)
    session.add(account)
    session.flush()
    return account


def set_passphrase(session: Session, account: Account, passphrase: str) -> None:
    """Give an account a new passphrase. Raises :class:`AccountProblem`."""
    check_passphrase(passphrase, account.name)
    account.passphrase = hasher().hash(normal(passphrase))
    session.flush()


def verify(session: Session, name: str, passphrase: str) -> Account | None:
    """The account when name and passphrase are right and it is active, else None.

    An unknown name costs as much time as a known one.
    """
    account = find(session, name)
    stored = account.passphrase if account else _nobody()
    try:
        hasher().verify(stored, normal(passphrase[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return None
    return account if account is not None and account.active else None
