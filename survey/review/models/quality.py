"""Models that the team trained on its own codings, and how many answers it hopes for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import UNORDERED, Base


class ModelRow(Base):
    """A model that lies in ``review/models/ID``. ``made_on`` is an ISO date.

    ``state`` is offered, adopted, dropped, or former (it was adopted once). ``comparison`` is
    ``analysis.coding.training_run.Comparison`` as plain data.
    """

    __tablename__ = "model"

    id: Mapped[str] = mapped_column(primary_key=True)
    made_on: Mapped[str]
    state: Mapped[str] = mapped_column(default="offered")
    comparison: Mapped[dict[str, Any]]


class Target(Base):
    """How many responses of a questionnaire the team hopes for in a wave."""

    __tablename__ = "target"
    __table_args__ = (UNORDERED,)

    wave: Mapped[str] = mapped_column(ForeignKey("wave.name"), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
