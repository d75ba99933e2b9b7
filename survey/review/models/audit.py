"""The audit log: who of the team did what. It is added to and never changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base


class AuditEntry(Base):
    """One event. ``facts`` never hold a word of an answer; ``at`` is UNIX time.

    ``hash`` is SHA-256 (hex) over everything else in the entry and the hash before it.
    Triggers in the database refuse to change or remove a row.
    """

    __tablename__ = "audit_entry"

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int]
    account: Mapped[str]
    name: Mapped[str]
    event: Mapped[str]
    facts: Mapped[dict[str, Any]]
    before: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """The end of the chain, in one row (``id`` 1): writers wait for each other at it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]
    hash: Mapped[str]
