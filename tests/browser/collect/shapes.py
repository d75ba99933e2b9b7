"""Every sort of question page once: pages of one shape differ in their words alone."""

from __future__ import annotations

import base64
import dataclasses
import random
from collections.abc import Iterator

from survey.definition.model import Page, Questionnaire
from survey.definition.routing import path
from tests.browser.collect.walker import Walker
from tests.survey.collect.conftest import inside
from tests.survey.definition.walks import Given, possible

Shape = tuple[object, ...]


def shape(page: Page) -> Shape:
    """What a page's markup depends on."""
    options = [option for question in page.questions for option in question.options]
    return (
        page.section,
        tuple((question.kind, bool(question.hint)) for question in page.questions),
        bool(page.lead), bool(page.body), bool(page.supports),
        any(option.exclusive for option in options), any(option.hint for option in options),
    )  # fmt: skip


def shapes(questionnaire: Questionnaire) -> list[Page]:
    """The first page of each shape."""
    found: dict[Shape, Page] = {}
    for page in questionnaire.pages:
        found.setdefault(shape(page), page)
    return list(found.values())


def leading_to(questionnaire: Questionnaire, page: Page) -> Given:
    """Answers that lead to a page, everything else answered at random."""
    for seed in range(1000):
        chance = random.Random(seed)
        given = {
            code: possible(question, chance)
            for asked in questionnaire.pages
            for question in asked.questions
            for code in question.variable_codes
        }
        if page in path(questionnaire, given):
            return given
    raise AssertionError(f"nothing leads to {page.key}")


def visit(walker: Walker, survey: str) -> Iterator[str]:
    """Bring the browser, which has begun this survey, to answered pages, one of each shape."""
    parts = inside(walker.site.app)
    (cookie,) = walker.page.context.cookies(walker.site.address)
    secret = base64.urlsafe_b64decode(cookie["value"] + "=")
    journey = parts.journeys[survey]
    for page in shapes(journey.questionnaire):
        kept = parts.progress.read(secret)
        assert kept is not None
        answers = leading_to(journey.questionnaire, page)
        assert parts.progress.write(secret, dataclasses.replace(kept.state, answers=answers), kept)
        walker.go(journey.address(page))
        assert walker.at == journey.address(page)
        yield f"{page.key}, answered"
