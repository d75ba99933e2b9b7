"""Quotes for the next release: written or chosen by people, one by one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.review.models.base import Base, random_id


class QuoteRow(Base):
    """One quote: ``kind`` is paraphrase or words; ``approved_by`` are accounts' ids."""

    __tablename__ = "quote"
    __table_args__ = (Index("ix_quote_comment", "comment"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=random_id)
    comment: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    kind: Mapped[str]
    text: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    written_by: Mapped[str]
    approved_by: Mapped[list[Any]]
