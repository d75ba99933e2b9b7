"""The HTML of every page parses strictly, and on every page stands the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import html5lib
import pytest
from bs4 import BeautifulSoup
from flask import Flask, Response, abort, request
from sqlalchemy import update

from survey.box import schema, waves
from survey.box.store import writing
from survey.collect import codes
from survey.collect.errors import TROUBLES
from survey.collect.rendering import QuestionPages
from survey.collect.views import finish
from survey.config import Collect
from tests.survey.collect.conftest import inside
from tests.survey.collect.respondent import Respondent

PLAIN = (
    "/", "/before-you-start", "/under-18", "/which", "/help", "/privacy", "/cookies",
    "/accessibility", "/ended", "/thank-you", "/come-back", "/take-back", "/language",
    "/what-we-keep", "/nowhere",
)  # fmt: skip

DANGER = "Ring 07700 900412. I might kill myself."


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


def watched(app: Flask) -> list[tuple[str, str]]:
    """Every HTML page that the app gives from now on: what was asked and the text."""
    seen: list[tuple[str, str]] = []

    def keep(response: Response) -> Response:
        if response.mimetype == "text/html" and response.status_code not in (302, 303):
            name = f"{request.method} {request.path} {response.status_code}"
            seen.append((name, response.get_data(as_text=True)))
        return response

    app.after_request(keep)
    return seen


def to_the_end(app: Flask, language: str) -> None:
    """The pages around the questions in every state: errors, codes, sent, taken back, too late."""
    reader = Respondent(app.test_client())
    reader.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    reader.client.get("/which", headers={"Sec-Fetch-Site": "cross-site"})
    reader.get("/which").submit().submit({"survey": "parent"}).submit().submit({"agree": "yes"})
    reader.submit({"returned": "perhaps"}).submit({"returned": "no"}).submit()
    reader.get("/survey/10").submit({"reported_last": "nobody"}).submit({"delay": "day"})
    reader.submit({"why_not": ["language", "nothing"]}).submit({"why_not": ["language"]})
    reader.submit({"before": "x" * 2100}).submit(
        {"before": "Ring 07700 900412. I might kill myself."}
    )
    reader.get("/check").get("/details").submit(press="keep before").get("/about-you/1").get(
        "/save"
    )
    words = reader.submit().html.select_one(".code")
    assert words is not None
    reader.get("/come-back").submit({"words": "no"}).submit({"words": words.get_text()})
    reader.finish().submit({"website": "x"}).submit({"code": "yes"})
    assert reader.at == "/thank-you"
    code = reader.html.select_one(".code")
    assert code is not None
    reader.get("/take-back").submit({"words": "no"}).submit({"words": code.get_text()})


def troubled(app: Flask, language: str) -> None:
    """A page for every sort of trouble, then those of a wave that is over."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    show = app.view_functions["information.help_page"]
    for status in TROUBLES:
        app.view_functions["information.help_page"] = lambda status=status: abort(status)
        client.get("/help")
    app.view_functions["information.help_page"] = show
    wave = waves.close_wave(inside(app).engine, "autumn")
    inside(app).wave.forget()
    client.get("/")
    with writing(inside(app).engine) as connection:
        connection.execute(update(schema.wave).values(withdraw_until="2026-01-01"))
    assert wave.state == "closed"
    client.get("/take-back")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_in_every_state_is_well_formed_and_has_the_way_out(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)
    monkeypatch.setattr(codes, "MEMORY", 8192)
    collect = Collect(languages=("en", "ar"), allow_draft_languages=True)
    app = make_app(collect=collect, demo=True)
    seen = watched(app)
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    for address in PLAIN:
        client.get(address)
    to_the_end(app, language)
    troubled(app, language)
    for name, text in seen:
        strict(text)
        page = BeautifulSoup(text, "lxml")
        (way_out,) = page.select('a#exit[href="/exit"]')
        assert way_out.get_text(strip=True), name
        assert len(page.select("h1")) == 1, name
        assert page.select('a[href="/help"]'), name
        assert page.html is not None
        assert page.html["lang"] == language, name
    assert {name for name, _ in seen} >= {f"GET /help {status}" for status in TROUBLES}
    assert len({text for _, text in seen}) > 45


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
