"""What was read into a comment: the machine's reading, and codes given by machine and people."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import UNORDERED, Base

MACHINE = "machine"
"""The ``coder`` of a coding that no person gave."""


class MachineReading(Base):
    """What the coder found in a comment, apart from its codes.

    ``polarity`` (-1 to 1) and ``subjectivity`` (0 to 1) are TextBlob's: a secondary indicator.
    ``needs_person`` lists the reasons why a person must read it; empty when there is none.
    ``model`` is the team's own model that read it, or empty for the shipped one.
    """

    __tablename__ = "machine_reading"
    __table_args__ = (
        Index("ix_machine_reading_urgent", "urgent", "comment"),
        UNORDERED,
    )

    comment: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    frame_version: Mapped[str]
    sentiment: Mapped[str]
    polarity: Mapped[float]
    subjectivity: Mapped[float]
    assessments: Mapped[list[Any]]
    needs_person: Mapped[list[Any]]
    urgent: Mapped[bool] = mapped_column(default=False)
    model: Mapped[str] = mapped_column(default="", server_default="")


class Coding(Base):
    """One code that one coder gave to one comment, with the words that gave it.

    ``coder`` is ``machine``, an account's id, or ``agreed`` for what two people settled.
    ``evidence`` is a list of ``[start, end, words, rule]``, offsets into the comment's text.
    ``stands`` marks the codes that count: settled before a person's, before the machine's.
    """

    __tablename__ = "coding"
    __table_args__ = (Index("ix_coding_stands", "stands", "code", "comment"), UNORDERED)

    comment: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    coder: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    frame_version: Mapped[str]
    score: Mapped[float] = mapped_column(default=1.0)
    evidence: Mapped[list[Any]]
    stands: Mapped[bool] = mapped_column(default=True)
