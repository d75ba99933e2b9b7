"""Details in the open answers that could identify somebody: what to ask about before sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis import redaction
from survey.collect.journey import Journey
from survey.collect.state import State
from survey.definition.model import Kind, Page, Question
from survey.definition.routing import path, to_seal


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; ``marked`` when they could identify somebody."""

    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class OpenText:
    """An open answer with identifying details in it, cut at their edges."""

    code: str
    page: Page
    question: Question
    pieces: tuple[Piece, ...]


def open_texts(journey: Journey, state: State) -> list[OpenText]:
    """The texts that would be sent and that hold details not yet said to stay."""
    sent = to_seal(journey.questionnaire, state.answers)
    found = []
    for page, question in _questions(journey, state):
        code = question.variable_codes[0]
        words = sent.get(code)
        if isinstance(words, str) and code not in state.kept:
            spans = redaction.find(words)
            if spans:
                found.append(OpenText(code, page, question, tuple(_cut(words, spans))))
    return found


def without(state: State, code: str) -> dict[str, str | tuple[str, ...]]:
    """The answers with the details taken out of one text."""
    words = state.answers.get(code)
    if not isinstance(words, str):
        return dict(state.answers)
    return {**state.answers, code: redaction.redact(words)[0]}


def _questions(journey: Journey, state: State) -> Iterator[tuple[Page, Question]]:
    for page in path(journey.questionnaire, state.answers):
        for question in page.questions:
            if question.kind is Kind.TEXT:
                yield page, question


def _cut(words: str, spans: list[redaction.Span]) -> Iterator[Piece]:
    at = 0
    for span in spans:
        if words[at : span.start]:
            yield Piece(words[at : span.start], marked=False)
        yield Piece(words[span.start : span.end], marked=True)
        at = span.end
    if words[at:]:
        yield Piece(words[at:], marked=False)
