"""The ledger of recommendations: the rows that the team has entered or changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base


class LedgerRow(Base):
    """One row as the team left it; ``kind`` is recommendation or assessment.

    ``content`` holds the fields of :class:`analysis.recommendations.model.Recommendation` or
    ``Assessment``. Everything in it is published; nothing in it comes from an answer.
    """

    __tablename__ = "ledger"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    content: Mapped[dict[str, Any]]
