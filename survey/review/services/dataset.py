"""The database as the analysis wants it: plain frozen objects, no session, no model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.codebook import Codebook
from analysis.dataset import Coding, Comment, Dataset, Record
from survey.review.models import answers as tables
from survey.review.models import coding as codings
from survey.review.services import definitions


def load(session: Session, wave: str = "") -> Dataset:
    """Everything that was opened, or one wave of it, in the order of the random ids.

    Only the codes that stand are in it. The codebook covers every version ever asked.
    """
    book = Codebook.from_document(definitions.codebook(session))
    return Dataset(
        codebook=book,
        records=tuple(_records(session, wave)),
        comments=tuple(_comments(session, wave)),
        codings=tuple(_codings(session, wave)),
    )


def _records(session: Session, wave: str) -> Iterator[Record]:
    table = tables.Response
    query = select(
        table.id, table.questionnaire, table.wave, table.version, table.answers
    ).order_by(table.id)
    for row in session.execute(query.where(table.wave == wave) if wave else query):
        answers = {code: _answer(value) for code, value in row.answers.items()}
        yield Record(row.questionnaire, row.wave, row.version, answers, row.id)


def _answer(value: Any) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)


def _comments(session: Session, wave: str) -> Iterator[Comment]:
    table = tables.Comment
    query = select(
        table.id, table.response, table.questionnaire, table.question, table.text, table.language
    ).order_by(table.id)
    for row in session.execute(query.where(table.wave == wave) if wave else query):
        yield Comment(*row)


def _codings(session: Session, wave: str) -> Iterator[Coding]:
    table = codings.Coding
    query = (
        select(table.comment, table.code, table.coder, table.frame_version, table.evidence)
        .where(table.stands)
        .order_by(table.comment, table.coder, table.code)
    )
    if wave:
        query = query.join(tables.Comment, tables.Comment.id == table.comment).where(
            tables.Comment.wave == wave
        )
    for row in session.execute(query):
        kind = "machine" if row.coder == codings.MACHINE else "person"
        words = "; ".join(piece[2] for piece in row.evidence)
        yield Coding(row.comment, row.code, row.coder, row.frame_version, words, kind)
