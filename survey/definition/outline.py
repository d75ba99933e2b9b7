"""A questionnaire on paper: every page in order, who sees it, and what can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent, wrap

from survey.definition.model import Drop, Kind, Option, Page, Question, Questionnaire, Section
from survey.definition.words import EVERYBODY, people, said

WIDTH = 92

_MARKS = {Kind.MULTI: "[ ]", Kind.SELECT: " - "}


def outline(questionnaire: Questionnaire) -> str:
    """The whole questionnaire as plain text, at most :data:`WIDTH` characters a line."""
    head = f"{questionnaire.title}\n{questionnaire.describes}\nVersion {questionnaire.version}"
    pages = (
        "\n".join(_page(questionnaire, page, number))
        for number, page in enumerate(questionnaire.pages, 1)
    )
    drops = (_drop(questionnaire, drop) for drop in questionnaire.drops)
    return "\n\n".join([head, *pages, *drops]) + "\n"


def _page(questionnaire: Questionnaire, page: Page, number: int) -> Iterator[str]:
    who = people(questionnaire, page)
    part = "" if page.section is Section.MAIN else ", after the check page"
    yield f"{number}. {page.key}{part}"
    if who != EVERYBODY:
        yield from _wrapped(f"Only for {who}.")
    if not page.questions or page.title != page.questions[0].text:
        yield from _wrapped(page.title.source.upper())
    for text in (*page.lead, *page.body):
        yield from _wrapped(text.source)
    if page.supports:
        yield from _wrapped(f"Shows where to turn to: {', '.join(page.supports)}.")
    for question in page.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield from _wrapped(question.text.source)
    if question.hint:
        yield from _wrapped(f"({question.hint})")
    for item in question.items:
        yield from _wrapped(f"* {item.text}  [{item.code}]")
    if question.kind is Kind.TEXT:
        yield f"      ______ in own words, up to {question.max_length:,} characters"
    for option in question.options:
        yield from _option(option, _MARKS.get(question.kind, "( )"))
    yield from _wrapped(_notes(question), 6)


def _option(option: Option, mark: str) -> Iterator[str]:
    alone = ", only alone" if option.exclusive else ""
    kept = f", kept as {option.stored}" if option.stored else ""
    yield f"      {mark} {option.label}  [{option.code}{kept}{alone}]"
    if option.hint:
        yield f"          {option.hint}"


def _notes(question: Question) -> str:
    """What the analysis knows of a question, on one line."""
    notes = [question.variable or question.code]
    if question.scale:
        notes.append(f"scale {question.scale}")
    if question.favourable:
        codes = [o.code for o in question.options if o.code in question.favourable]
        notes.append(f"favourable: {', '.join(codes)}")
    mirrors = [m for m in (question.mirror, *(item.mirror for item in question.items)) if m]
    if mirrors:
        notes.append(f"mirror: {', '.join(mirrors)}")
    stages = {s for s in (question.stage, *(item.stage for item in question.items)) if s}
    notes += sorted(stages)
    return f"<{'; '.join(notes)}>"


def _drop(questionnaire: Questionnaire, drop: Drop) -> str:
    who = said(questionnaire, drop.when)
    words = f"Before sealing, “{drop.variable}” is left out for {who}."
    return "\n".join(wrap(words, WIDTH))


def _wrapped(words: str, by: int = 4) -> Iterator[str]:
    yield indent("\n".join(wrap(words, WIDTH - by)), " " * by)
