"""The HTML of every page parses strictly, in every language there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import html5lib
import pytest
from flask import Flask

from survey.collect.rendering import QuestionPages
from survey.config import Collect
from tests.survey.collect.conftest import inside
from tests.survey.collect.respondent import Respondent

PLAIN = (
    "/", "/before-you-start", "/under-18", "/which", "/help", "/privacy", "/cookies",
    "/accessibility", "/ended", "/thank-you", "/come-back", "/take-back", "/language",
    "/what-we-keep", "/nowhere",
)  # fmt: skip


def strict(text: str) -> None:
    """Raise where the text is not well-formed HTML5."""
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def journey(app: Flask, survey: str) -> Iterator[tuple[str, str]]:
    """Every question page, unanswered, of one survey; then the pages after it."""
    respondent = Respondent(app.test_client()).begin(survey)
    found = inside(app).journeys[survey]
    with app.test_request_context():
        for page in found.questionnaire.pages:
            yield page.key, QuestionPages().unanswered(found, page, "token", "/back")
    text = "Ring PC Hollick on 07700 900412 & <b>ask</b>, he is still not home"
    respondent.submit({"returned": "yes", "sector": "police"}, press="finish")
    for question in ("contact", "works"):
        for page in found.questionnaire.pages:
            if page.key == question:
                respondent.get("/survey/10").submit({"reported_last": "me"})
                respondent.get(f"/survey/{found.number(page)}").submit({question: text})
                yield f"after {question}", respondent.page.text
    for address in ("/check", "/details", "/save", "/consent", "/which"):
        yield address, respondent.get(address).page.text
    respondent.get("/details").submit(press=f"keep {'works' if survey == 'staff' else 'contact'}")
    yield "send", respondent.finish().page.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_well_formed(make_app: Callable[..., Flask], language: str) -> None:
    collect = Collect(languages=("en", "ar"), allow_draft_languages=True)
    app = make_app(collect=collect, demo=True)
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    for address in PLAIN:
        strict(client.get(address).text)


@pytest.mark.parametrize("survey", ["parent", "carer", "staff"])
def test_every_question_page_is_well_formed_empty_answered_and_wrong(
    app: Flask, survey: str
) -> None:
    seen = []
    for name, text in journey(app, survey):
        seen.append(name)
        try:
            strict(text)
        except html5lib.html5parser.ParseError as error:
            raise AssertionError(f"{name}: {error}") from None
    assert len(seen) > len(inside(app).journeys[survey].questionnaire.pages)
