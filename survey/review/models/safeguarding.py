"""What must be seen by a person soon: who is on duty, what is urgent, what was passed on."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base, random_id


class Duty(Base):
    """Who reads what is urgent, and within how many hours. One row (``id`` 1)."""

    __tablename__ = "duty"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    account: Mapped[str] = mapped_column(ForeignKey("account.id"))
    hours: Mapped[int]
    set_by: Mapped[str]


class Urgent(Base):
    """A comment that may need a human now. ``due`` is UNIX time.

    ``state`` is waiting, no_action (proposed), referred (proposed), closed. A decision is
    proposed by one person and confirmed by another.
    """

    __tablename__ = "urgent"
    __table_args__ = (Index("ix_urgent_state", "state", "due", "comment"),)

    comment: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(default="waiting")
    due: Mapped[int]
    decided_by: Mapped[str] = mapped_column(default="")
    confirmed_by: Mapped[str] = mapped_column(default="")


class Referral(Base):
    """What was passed on, to whom, why, and what came of it. Never the comment's words."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_comment", "comment"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    comment: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    reason: Mapped[str]
    recipient: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    confirmed_by: Mapped[str] = mapped_column(default="")
