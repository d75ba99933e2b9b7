"""Bars 17, 19 and 21 in a real Chromium: only our own origin is asked until the exit; after the
exit Back shows no answer; the browser keeps nothing but a small cookie."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.anonymity.served import Served, serve
from tests.browser.collect.walker import onward

pytestmark = pytest.mark.browser

WORDS = "CANARYWORDS only I could say"


class Weather(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><title>Weather</title><h1>Weather</h1>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """No lines in the test's output."""


@pytest.fixture(scope="module")
def away() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/weather"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def served(place: Path, away: str) -> Iterator[Served]:
    with serve(place, exit_url=away) as found:
        yield found


def _open(browser: Browser, javascript: bool) -> Page:
    context = browser.new_context(
        java_script_enabled=javascript, viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(60_000)
    return context.new_page()


def _walk(page: Page, start: str) -> str:
    """From the choice of survey to the first page for words, which are written and kept: where."""
    page.goto(f"{start}/which")
    page.locator("input[value=parent]").check()
    onward(page.locator("main button").first)
    page.locator("main input[type=checkbox]").first.check()
    onward(page.locator("main button").first)
    at = ""
    while not at:
        boxes = page.locator("main textarea").all()
        at = page.url if boxes else ""
        for box in boxes:
            box.fill(WORDS)
        for choice in page.locator("main input[type=radio]").all()[:1]:
            choice.check()
        onward(page.locator("main form button").first)
    for address in ("/help", "/privacy", "/what-we-keep", "/cookies", "/accessibility", "/check"):
        page.goto(start + address)
    assert WORDS in page.content()
    return at


@dataclass
class Walked:
    """A browser in which somebody has answered, and every address that it asked for."""

    page: Page
    start: str
    asked: list[str]
    words_at: str = ""


@pytest.fixture(scope="module", params=[False, True], ids=["without scripts", "with scripts"])
def walked(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Walked]:
    """One walk for all tests of a mode; the last of them leaves."""
    found = Walked(_open(browser, request.param), f"http://127.0.0.1:{served.port}", [])
    found.page.context.on("request", lambda one: found.asked.append(one.url))
    found.words_at = _walk(found.page, found.start)
    yield found
    found.page.context.close()


def test_until_the_exit_only_our_own_site_is_asked(walked: Walked) -> None:
    assert len(walked.asked) > 20
    assert _strangers(walked.asked, walked.start) == []
    assert all(urlsplit(url)._replace(query="") == urlsplit(url) for url in walked.asked)


def test_the_browser_keeps_one_small_session_cookie_and_nothing_else(walked: Walked) -> None:
    page = walked.page
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
    (cookie,) = page.context.cookies()
    assert cookie["expires"] == -1
    assert cookie["httpOnly"]
    assert len(f"{cookie['name']}={cookie['value']}") <= 128
    assert "CANARYWORDS" not in cookie["value"]


def test_leaving_by_a_plain_link_would_be_caught(walked: Walked, away: str) -> None:
    """The fault: whoever leaves without the exit's answer finds the words again by Back."""
    walked.page.goto(f"{walked.start}/check")
    walked.page.goto(away)
    walked.page.go_back()
    assert "CANARYWORDS" in walked.page.content()


def test_after_the_exit_back_shows_no_answer(walked: Walked, away: str) -> None:
    page = walked.page
    page.goto(walked.words_at)
    page.locator("main textarea").fill(f"{WORDS} and more")
    page.locator("#exit").click()
    page.wait_for_url(away)
    assert page.context.cookies() == []
    for _ in range(5):
        page.go_back()
        page.wait_for_load_state()
        assert "CANARYWORDS" not in page.content()
        assert page.locator("textarea").evaluate_all("all => all.map(e => e.value)") in ([], [""])


def _strangers(asked: list[str], start: str) -> list[str]:
    return [url for url in asked if not url.startswith(f"{start}/") and url != start]


def test_a_picture_from_elsewhere_is_caught(browser: Browser, served: Served, away: str) -> None:
    start = f"http://127.0.0.1:{served.port}"
    page = _open(browser, True)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    page.route(
        f"{start}/",
        lambda route: route.fulfill(
            body=f'<!doctype html><title>x</title><img src="{away}">', content_type="text/html"
        ),
    )
    page.goto(f"{start}/")
    page.wait_for_load_state("networkidle")
    assert _strangers(asked, start) == [away]
    page.context.close()


def test_storage_that_is_used_is_caught(browser: Browser, served: Served) -> None:
    page = _open(browser, True)
    page.goto(f"http://127.0.0.1:{served.port}/")
    page.evaluate("localStorage.setItem('answer', 'CANARYWORDS')")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") != [0, 0]
    page.context.close()
