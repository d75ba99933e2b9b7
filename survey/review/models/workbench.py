"""The coding workbench: what is to be read by whom, what was read, what was taken out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base, random_id


class Task(Base):
    """One reading that is wanted of a comment.

    ``kind``: ``read`` (suggestions shown), ``audit`` and ``second`` (blind, the comment is in the
    random audit sample), ``settle`` (two readings differ), ``repeat`` (the same person again).
    ``rank`` orders the kinds of need (see services.queue), ``place`` the tasks within a rank.
    ``state`` is waiting, held or done; ``not_by`` may not do it; ``only_by`` alone may.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("comment", "kind"),
        Index("ix_task_next", "state", "rank", "place", "id"),
        Index("ix_task_holder", "holder", "state"),
        Index("ix_task_waiting", "state", "rank", "kind"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    comment: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    kind: Mapped[str]
    rank: Mapped[int]
    place: Mapped[float]
    state: Mapped[str] = mapped_column(default="waiting")
    holder: Mapped[str] = mapped_column(default="")
    held_at: Mapped[int] = mapped_column(default=0)
    not_by: Mapped[str] = mapped_column(default="")
    only_by: Mapped[str] = mapped_column(default="")


class Reading(Base):
    """One reading of one comment by one person, with the codes they gave as a list.

    ``blind``: the machine's suggestions were hidden. ``seconds`` is the time it took, at most
    ten minutes. ``new_theme`` holds the reader's own words, never the respondent's. ``kind`` is
    the task's, or ``earlier`` for one that its reader changed since: kept, but it stands no more.
    """

    __tablename__ = "reading"
    __table_args__ = (
        Index("ix_reading_comment", "comment"),
        Index("ix_reading_account", "account", "kind"),
        Index("ix_reading_kind", "kind", "comment"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    comment: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    account: Mapped[str] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    frame_version: Mapped[str]
    codes: Mapped[list[Any]]
    blind: Mapped[bool]
    not_sure: Mapped[bool] = mapped_column(default=False)
    new_theme: Mapped[str] = mapped_column(default="")
    seconds: Mapped[int]


class Redaction(Base):
    """Words that a person took out of a comment: what kind of detail, why, and who."""

    __tablename__ = "redaction"
    __table_args__ = (Index("ix_redaction_comment", "comment"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    comment: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    type: Mapped[str]
    reason: Mapped[str]
    account: Mapped[str] = mapped_column(ForeignKey("account.id"))
