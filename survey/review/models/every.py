"""Imports every model, so that ``metadata`` is whole (migrations and tests need it)."""

from __future__ import annotations

from survey.review.models import (
    answers,
    audit,
    coding,
    ledger,
    people,
    quality,
    quotes,
    safeguarding,
    tally,
    work,
    workbench,
)
from survey.review.models.base import Base

metadata = Base.metadata

__all__ = [
    "answers",
    "audit",
    "coding",
    "ledger",
    "metadata",
    "people",
    "quality",
    "quotes",
    "safeguarding",
    "tally",
    "work",
    "workbench",
]
