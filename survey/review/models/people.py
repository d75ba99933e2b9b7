"""Accounts of the review team and their sessions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base, random_id


class Account(Base):
    """One member of the team. ``roles`` are names from :mod:`survey.review.permissions`."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    name: Mapped[str] = mapped_column(unique=True)
    passphrase: Mapped[str]
    roles: Mapped[list[Any]]
    active: Mapped[bool] = mapped_column(default=True)


class SignIn(Base):
    """A signed-in browser. ``token_hash`` is SHA-256 (hex) of what the cookie holds.

    ``stage`` is ``second`` while a second factor is wanted, then ``in``. Times are UNIX seconds;
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
