"""Answers as rows of a list: what the check page and the send page show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey.collect.journey import Journey, Path
from survey.collect.rendering import translated
from survey.definition.model import Answers, Kind, Page, Question, Text


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the question, what was answered in words, and where to change it."""

    label: str
    values: tuple[str, ...]
    href: str
    words: bool = False


def rows(journey: Journey, path: Path, answers: Answers) -> tuple[list[Row], list[Row]]:
    """Rows of the pages of ``path``: those with an answer, and those without one."""
    found = [row for page in path for row in _of_page(journey, page, answers)]
    return [row for row in found if row.values], [row for row in found if not row.values]


def _of_page(journey: Journey, page: Page, answers: Answers) -> Iterator[Row]:
    href = f"{journey.address(page)}?change=1"
    for question in page.questions:
        for code, text in _asked(question):
            said = _said(question, answers.get(code, ()))
            yield Row(translated(text), said, href, question.kind is Kind.TEXT)


def _asked(question: Question) -> Iterator[tuple[str, Text]]:
    if question.kind is Kind.SET:
        for item in question.items:
            yield item.code, item.text
    else:
        yield question.variable_codes[0], question.text


def _said(question: Question, value: str | tuple[str, ...]) -> tuple[str, ...]:
    if question.kind is Kind.TEXT:
        return (value,) if isinstance(value, str) else ()
    codes = (value,) if isinstance(value, str) else value
    options = {option.code: option.label for option in question.kept_options or question.options}
    return tuple(translated(options[code]) for code in codes if code in options)
