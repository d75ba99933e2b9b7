"""Long work outside the web workers, and the releases it makes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base, random_id


class Job(Base):
    """Work that a runner does: ``state`` is waiting, running, done, failed or cancelled.

    How far it is, and whether its runner lives, is told by files (see services.jobs): a long
    write transaction would keep it out of the database. ``message`` is for people and never
    holds a respondent's words; ``asked`` is UNIX time.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state", "state", "asked"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    kind: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="waiting")
    message: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str] = mapped_column(default="")
    asked: Mapped[int]
    tries: Mapped[int] = mapped_column(default=0)


class ReleaseRow(Base):
    """A release that lies in ``releases/ID``; the folder is the release, this is its state.

    ``state`` is draft, asked (a second person is wanted), published or withdrawn. ``choice`` names
    what was left out of it: ``tables`` (keys) and ``quotes`` (ids).
    """

    __tablename__ = "release"

    id: Mapped[str] = mapped_column(primary_key=True)
    wave: Mapped[str] = mapped_column(default="")
    made_on: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    asked_by: Mapped[str] = mapped_column(default="")
    published_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    choice: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
