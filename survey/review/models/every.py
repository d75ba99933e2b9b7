"""Imports every model, so that ``metadata`` is whole (migrations and tests need it)."""

from __future__ import annotations

from survey.review.models import answers, coding, people, tally, work
from survey.review.models.base import Base

metadata = Base.metadata

__all__ = ["answers", "coding", "metadata", "people", "tally", "work"]
