"""Accounts of the review team and their sessions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base, random_id


class Account(Base):
    """One member of the team. ``roles`` are names from :mod:`survey.review.permissions`.

    ``temporary``: the passphrase was set by somebody else and must be changed. ``vouched`` names
    who confirmed that the account belongs to the person; without it roles have no force.
    ``totp`` is the sealed secret of an authenticator app, ``totp_step`` the last step used.
    """

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    name: Mapped[str] = mapped_column(unique=True)
    passphrase: Mapped[str]
    roles: Mapped[list[Any]]
    active: Mapped[bool] = mapped_column(default=True)
    temporary: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(default="")
    vouched: Mapped[str] = mapped_column(default="")
    totp: Mapped[bytes | None]
    totp_step: Mapped[int] = mapped_column(default=0)


class Passkey(Base):
    """A WebAuthn credential. ``id`` is the credential id (base64url)."""

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_account", "account"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str]
    public_key: Mapped[bytes]
    sign_count: Mapped[int]


class RecoveryCode(Base):
    """SHA-256 (hex) of a one-time code of 119 random bits; the row goes when it is used."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("ix_recovery_code_account", "account"),)

    hash: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))


class Throttle(Base):
    """Failed attempts under a name (``key`` is its SHA-256), and until when to wait (UNIX)."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    until: Mapped[int]


class SignIn(Base):
    """A signed-in browser. ``token_hash`` is SHA-256 (hex) of what the cookie holds.

    ``stage`` is ``second`` (a second factor is wanted), ``enrol`` (the account is not set up yet)
    or ``in``. Times are UNIX seconds;
    ``confirmed`` is when the person last proved who they are. ``data`` holds a challenge.
    """

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_account", "account"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    stage: Mapped[str]
    started: Mapped[int]
    seen: Mapped[int]
    confirmed: Mapped[int]
    data: Mapped[dict[str, Any]]
