"""Quotes for a release: a person's paraphrase by default, the person's words by exception.

What may be published is decided by ``analysis.disclosure.quotes``; here it is shown before
anything is approved, so that nobody learns of it when a release fails.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.disclosure.quotes import PARAPHRASE, Quote, problems
from analysis.redaction import find
from survey.review.models.answers import Comment, Response
from survey.review.models.coding import Coding
from survey.review.models.quotes import QuoteRow

MASK = "["


class QuoteProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why a quote was not taken; the message is for people."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A quote in the list, with everything that still forbids it."""

    row: QuoteRow
    audience: str
    question: str
    wrong: list[str]


def propose(
    session: Session, comment_id: str, *, kind: str, text: str, code: str, account: str
) -> QuoteRow:
    """Propose a quote of a comment. Raises :class:`QuoteProblem`; the caller commits.

    Who writes it approves it by writing it; word for word needs another person as well.
    """
    comment = session.get(Comment, comment_id)
    if comment is None:
        raise QuoteProblem("There is no such comment. Nothing was saved.")
    row = QuoteRow(
        comment=comment_id, kind=kind, text=text.strip(), code=code,
        written_by=account, approved_by=[account],
    )  # fmt: skip
    wrong = [problem for problem in _problems(session, row) if "two different" not in problem]
    if wrong:
        raise QuoteProblem(f"It cannot be quoted: {'; '.join(wrong)}. Nothing was saved.")
    session.add(row)
    session.flush()
    return row


def approve(session: Session, quote_id: str, account: str) -> None:
    """One more person approves a quote."""
    row = session.get(QuoteRow, quote_id)
    if row is None:
        raise QuoteProblem("The quote was taken away meanwhile.")
    row.approved_by = sorted({*row.approved_by, account})


def remove(session: Session, quote_id: str) -> None:
    """Take a quote away."""
    row = session.get(QuoteRow, quote_id)
    if row is not None:
        session.delete(row)


def listing(session: Session) -> list[Listed]:
    """All quotes with what still forbids each."""
    rows = session.execute(
        select(QuoteRow, Comment.questionnaire, Comment.question)
        .join(Comment, Comment.id == QuoteRow.comment)
        .order_by(QuoteRow.code, QuoteRow.id)
    )
    return [Listed(row[0], row[1], row[2], _problems(session, row[0])) for row in rows]


def approved(session: Session, wave: str, leave_out: Collection[str] = ()) -> list[Quote]:
    """The quotes of a wave that nothing forbids, without those whose ids are left out."""
    return [_plain(session, row) for row in ready(session, wave) if row.id not in leave_out]


def ready(session: Session, wave: str) -> list[QuoteRow]:
    """The same as they are kept, with their ids."""
    query = select(QuoteRow).join(Comment, Comment.id == QuoteRow.comment)
    rows = session.scalars(query.where(Comment.wave == wave).order_by(QuoteRow.code, QuoteRow.id))
    return [row for row in rows if not _problems(session, row)]


def _problems(session: Session, row: QuoteRow) -> list[str]:
    found = problems(_plain(session, row), find)
    if row.kind != PARAPHRASE and row.text not in session.get_one(Comment, row.comment).text:
        found.append("it is not word for word what the masked comment says")
    return found


def _plain(session: Session, row: QuoteRow) -> Quote:
    comment = session.get_one(Comment, row.comment)
    response = session.get_one(Response, comment.response)
    urgent = select(Coding.code).where(
        Coding.comment == comment.id, Coding.code == "urgent", Coding.stands
    )
    code = "urgent" if session.scalar(urgent) else row.code
    return Quote(
        text=row.text,
        kind=row.kind,
        audience=comment.questionnaire,
        code=code,
        question=comment.question,
        consent=str(response.answers.get("quote", "")),
        redacted=True,
        written_by=row.written_by,
        approved_by=tuple(row.approved_by),
        source=comment.text,
    )
