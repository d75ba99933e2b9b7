"""Counts kept beside the answers, so that Explore need not read every response again."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import UNORDERED, Base

ANSWER, CODE = "answer", "code"
"""Kinds: people by their answer to a closed question; comments by the codes that stand."""

ANY = "*"
"""In place of a code: everybody with a valid answer, or every comment that was read."""


class Tally(Base):
    """How many people (``answer``) or comments (``code``) of a group have a code.

    ``unit`` is the command unit that was given, or empty.
    """

    __tablename__ = "tally"
    __table_args__ = (UNORDERED,)

    kind: Mapped[str] = mapped_column(primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    variable: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    wave: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
