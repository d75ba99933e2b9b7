"""Responses one by one, with the labels of the version that was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.review.models.answers import Comment, Definition, Response, Wave
from survey.review.services import definitions
from survey.review.services.paging import Page, place

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One answered question: its wording and the answers in words."""

    code: str
    question: str
    answers: list[str]


@dataclass(frozen=True, slots=True)
class ResponseView:
    """One response with its answers in words."""

    id: str
    wave: str
    questionnaire: str
    version: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Listed:
    """One response in a list, with how much it holds."""

    id: str
    wave: str
    questionnaire: str
    answered: int
    comments: int


def waves(session: Session) -> list[str]:
    """The names of all waves that were opened."""
    return list(session.scalars(select(Wave.name).order_by(Wave.name)))


def page(session: Session, wave: str, questionnaire: str, number: int) -> Page[Listed]:
    """One page of responses by their random ids: an order that says nothing."""
    wanted = []
    if wave:
        wanted.append(Response.wave == wave)
    if questionnaire:
        wanted.append(Response.questionnaire == questionnaire)
    total = session.scalar(select(func.count(Response.id)).where(*wanted)) or 0
    number, before = place(number, total, PAGE)
    # First the ids, from an index: the answers of those that lie before are not read.
    ids = select(Response.id).where(*wanted).order_by(Response.id).offset(before).limit(PAGE)
    found = select(Response).where(Response.id.in_(session.scalars(ids).all()))
    rows = session.scalars(found.order_by(Response.id)).all()
    words = _comments_of(session, [row.id for row in rows])
    items = [
        Listed(r.id, r.wave, r.questionnaire, len(r.answers), words.get(r.id, 0)) for r in rows
    ]
    return Page(items, number, total, PAGE)


def _comments_of(session: Session, ids: list[str]) -> dict[str, int]:
    query = select(Comment.response, func.count()).where(Comment.response.in_(ids))
    return {row[0]: row[1] for row in session.execute(query.group_by(Comment.response))}


def one(session: Session, response_id: str) -> ResponseView | None:
    """One response in words, in the order of its questionnaire; None when there is none."""
    response = session.get(Response, response_id)
    if response is None:
        return None
    definition = session.get_one(Definition, response.version)
    lines = [
        Line(variable["code"], variable["label"], _in_words(variable, answer))
        for variable in definition.codebook["variables"]
        if (answer := response.answers.get(variable["code"])) is not None
    ]
    return ResponseView(response.id, response.wave, response.questionnaire, response.version, lines)


def _in_words(variable: dict[str, Any], answer: Any) -> list[str]:
    labels = {option["code"]: option["label"] for option in variable["options"]}
    codes = [answer] if isinstance(answer, str) else answer
    return [labels.get(code, code) for code in codes]


def question_labels(session: Session) -> dict[tuple[str, str], str]:
    """(questionnaire, open question) -> its wording."""
    document = definitions.codebook(session)["questionnaires"]
    return {
        (key, variable["code"]): variable["label"]
        for key, entry in document.items()
        for variable in entry["variables"]
        if variable["kind"] == "text"
    }
