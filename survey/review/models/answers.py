"""Opened answers: responses, comments, and what keeps them single and withdrawable.

Nothing here holds a time, a sequence or a sender. ``opened`` knows which envelopes were opened
and not what was in them; ``arrival`` knows how many came in a week and not which.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import UNORDERED, Base, random_id

PLAIN = Text().with_variant(Text(collation="C"), "postgresql")
"""Text whose letters are compared one by one, as SQLite does: searching it takes less than half
of the time, and only A to Z are found without regard to capitals."""


class Wave(Base):
    """A wave of the survey, as the opened answers named it.

    ``withdraw_until`` and ``text_until`` are ISO dates or empty: until when a withdrawal is
    honoured, and when the original words are destroyed.
    """

    __tablename__ = "wave"

    name: Mapped[str] = mapped_column(primary_key=True)
    withdraw_until: Mapped[str] = mapped_column(default="")
    text_until: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[int] = mapped_column(default=0)
    dropped: Mapped[int] = mapped_column(default=0)


class Definition(Base):
    """The codebook of one version of a questionnaire, so that old answers keep their meaning."""

    __tablename__ = "definition"

    version: Mapped[str] = mapped_column(primary_key=True)
    questionnaire: Mapped[str]
    codebook: Mapped[dict[str, Any]]
    current: Mapped[bool] = mapped_column(default=True)


class Response(Base):
    """One response: its closed answers as JSON, without any words that a person wrote."""

    __tablename__ = "response"
    __table_args__ = (
        Index("ix_response_wave_questionnaire", "wave", "questionnaire", "id"),
        Index("ix_response_list", "id", "wave", "questionnaire"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    wave: Mapped[str] = mapped_column(ForeignKey("wave.name"))
    questionnaire: Mapped[str]
    version: Mapped[str] = mapped_column(ForeignKey("definition.version"))
    answers: Mapped[dict[str, Any]]


class Comment(Base):
    """One answer to an open question, with identifying details masked.

    ``wave`` and ``questionnaire`` repeat the response's, so that a list need not read responses.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_response", "response"),
        Index("ix_comment_place", "questionnaire", "question", "id"),
        Index("ix_comment_list", "id", "questionnaire", "question"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    response: Mapped[str] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    wave: Mapped[str]
    questionnaire: Mapped[str]
    question: Mapped[str]
    text: Mapped[str] = mapped_column(PLAIN)
    language: Mapped[str] = mapped_column(default="en")


class Original(Base):
    """The words as they were written, sealed under the wave's text key (see services.originals).

    Kept only where masking changed something; destroyed on the wave's ``text_until``.
    """

    __tablename__ = "original"
    __table_args__ = (UNORDERED,)

    comment: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    wave: Mapped[str]
    sealed: Mapped[bytes]


class Withdrawable(Base):
    """Hash of the withdrawal tag of a response; emptied when the wave's date has passed."""

    __tablename__ = "withdrawable"
    __table_args__ = (UNORDERED,)

    tag_hash: Mapped[str] = mapped_column(primary_key=True)
    response: Mapped[str] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), unique=True
    )


class Opened(Base):
    """SHA-256 of an envelope that was opened once. Linked to nothing."""

    __tablename__ = "opened"
    __table_args__ = (UNORDERED,)

    hash: Mapped[str] = mapped_column(primary_key=True)


class Rejected(Base):
    """SHA-256 of an envelope that could not be opened or read, and why."""

    __tablename__ = "rejected"
    __table_args__ = (UNORDERED,)

    hash: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]


class Held(Base):
    """An answer that was marked at sending, until a person has decided whether it counts.

    ``sealed`` is the whole answer (canonical JSON) under the wave's text key: nothing of it is
    counted before the decision. ``urgent``: its words may say that somebody needs help now; read by
    the machine at opening, and no more than yes or no is kept. It says nothing of its envelope.
    """

    __tablename__ = "held"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    wave: Mapped[str] = mapped_column(ForeignKey("wave.name"))
    questionnaire: Mapped[str]
    sealed: Mapped[bytes]
    urgent: Mapped[bool] = mapped_column(default=False)


class Arrival(Base):
    """How many responses of a questionnaire were sent in an ISO week of a wave."""

    __tablename__ = "arrival"
    __table_args__ = (UNORDERED,)

    wave: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(default=0)
