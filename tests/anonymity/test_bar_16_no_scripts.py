"""Bar 16: the whole journey in every language with scripts off; no page needs a script."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import WSGIRequestHandler, make_server

from survey.collect.app import create_app
from survey.collect.views import finish
from survey.config import Collect, Settings
from survey.translations import files
from tests.survey.box.conftest import make_box
from tests.survey.collect.conftest import close, inside
from tests.survey.collect.respondent import Respondent

LANGUAGES = ("en", *files.codes())
SURVEYS = ("parent", "staff")
"""Carers are asked on the pages of parents."""

WORDS = "They listened to me."


@pytest.fixture(scope="module")
def app(place: Path) -> Iterator[Flask]:
    box = make_box(place / "instance")
    collect = Collect(languages=LANGUAGES, allow_draft_languages=True)
    made = create_app(Settings(instance=box.settings.instance, collect=collect))
    yield made
    close(made)
    box.engine.dispose()


@pytest.fixture(autouse=True)
def no_time_trap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)


def needed(html: BeautifulSoup) -> list[str]:
    """What on a page would not work, or would not be there, without scripts."""
    scripts = [str(each) for each in html.find_all("script") if not _spare(each)]
    noscript = [str(each) for each in html.find_all("noscript")]
    handlers = [
        str(each)
        for each in html.find_all(True)
        if any(name.startswith("on") for name in each.attrs)
        or str(each.get("href", "")).startswith(("javascript:", "#!"))
    ]
    dead = [str(each) for each in html.select("button") if each.get("type", "submit") != "submit"]
    return [*scripts, *noscript, *handlers, *dead]


def _spare(script: Tag) -> bool:
    """Whether it is our one script, a quicker way out: loaded last, and nothing waits for it."""
    ours = re.fullmatch(r"/script(-[0-9a-f]+)?\.js", str(script.get("src")))
    return bool(ours) and set(script.attrs) == {"src", "defer"} and not script.string


def walk(app: Flask, language: str, survey: str) -> tuple[list[str], list[str], set[str]]:
    """The whole journey over forms and links: addresses, what needs scripts, languages seen."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    person = Respondent(client).get("/").get("/which").submit({"survey": survey})
    person.submit({"agree": "yes"})
    seen, wanting, spoken = [], [], set()
    while person.at != "/thank-you" and len(seen) < 120:
        seen.append(person.at)
        wanting += needed(person.html)
        spoken.add(str(person.html.html["lang"]))  # type: ignore[index]
        if person.html.select_one("main form"):
            boxes = {str(box["name"]): WORDS for box in person.html.select("textarea")}
            person.submit(boxes)
        else:
            person.get(str(person.html.select("main a.button")[0]["href"]))
    return seen, wanting + needed(person.html), spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_journeys_need_no_script_in_any_language(app: Flask, language: str) -> None:
    speaks = inside(app).languages[language].speaks
    for survey in filter(speaks, SURVEYS):
        seen, wanting, spoken = walk(app, language, survey)
        questions = inside(app).journeys[survey].questionnaire.pages
        assert seen[-1] == "/send", seen[-3:]
        assert len(seen) > len(questions) / 2
        assert wanting == []
        assert spoken == {language}


@pytest.mark.parametrize(
    "fault",
    [
        "<script>next()</script>",
        '<script src="/other.js"></script>',
        '<script src="/script.js"></script>',
        '<button type="button">Continue</button>',
        '<a href="javascript:next()">Continue</a>',
        '<form onsubmit="check()"></form>',
        "<noscript>Please switch scripts on.</noscript>",
    ],
)
def test_a_page_that_needs_scripts_is_caught(fault: str) -> None:
    assert needed(BeautifulSoup(f"<main>{fault}</main>", "lxml")) != []


class Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - its own name
        """No lines in the test's output."""


@pytest.mark.browser
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_a_browser_with_scripts_off_gets_from_start_to_thanks(
    app: Flask, browser: Browser, language: str
) -> None:
    """In English every walk of tests/browser/collect is one; the other languages are walked here,
    by "Finish now" after three questions."""
    context = browser.new_context(
        java_script_enabled=False, locale=language, viewport={"width": 360, "height": 740}
    )
    with _serving(app) as address:
        page = context.new_page()
        page.goto(f"{address}/which")
        page.locator("input[value=parent]").check()
        for number in range(40):
            if page.url.endswith("/thank-you"):
                break
            for box in page.locator("main input[value=yes]").all()[:1]:
                box.check()
            finish_now = page.locator("main button[value=finish]")
            button = finish_now if number > 4 and finish_now.count() else page.locator(MAIN)
            with page.expect_navigation():
                button.first.click()
        assert page.url.endswith("/thank-you")
        assert page.locator("html").get_attribute("lang") == language
        context.close()


MAIN = "main .button"


@contextmanager
def _serving(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
