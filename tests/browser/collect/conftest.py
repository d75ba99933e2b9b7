"""The public app behind a real server, a real Chromium, and a harmless page to exit to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from survey.collect.app import create_app
from survey.collect.views import finish
from survey.config import Collect, Operator
from tests.survey.collect.conftest import House, build, close

PHONE = {"width": 360, "height": 740}
AWAY = "Weather for everyone"


class Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - its own name
        """No lines in the test's output."""


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve a WSGI app on a free port: its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def away(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
    """The harmless page."""
    start_response("200 OK", [("Content-Type", "text/html")])
    return [f"<!doctype html><title>{AWAY}</title><h1>{AWAY}</h1>".encode()]


@dataclass(frozen=True)
class Site:
    """The running app, where it is, and the instance behind it."""

    address: str
    app: Flask
    house: House


@pytest.fixture(scope="session")
def exit_page() -> Iterator[str]:
    with serving(away) as address:
        yield f"{address}/weather"


@pytest.fixture
def make_site(tmp_path: Path, exit_page: str) -> Iterator[Callable[..., Site]]:
    """``make_site(demo=True)``: a site of its own with some settings changed."""
    opened: list[Any] = []

    def make(**changes: Any) -> Site:
        house = build(tmp_path / str(len(opened)))
        collect = Collect(exit_url=exit_page, **changes.pop("collect", {}))
        operator = Operator(name="The Test Review", contact="review@example.org")
        settings = replace(house.settings, collect=collect, operator=operator, **changes)
        app = create_app(settings)
        running = serving(app)
        opened.append((running, app))
        return Site(running.__enter__(), app, replace(house, settings=settings))

    yield make
    for running, app in opened:
        running.__exit__(None, None, None)
        close(app)


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@pytest.fixture(autouse=True)
def no_time_trap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests are as quick as machines."""
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)


@pytest.fixture
def make_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """``make_page(javascript=False, width=360)``: a fresh, forgetful browser window."""
    contexts: list[BrowserContext] = []

    def make(*, javascript: bool = False, width: int = 360, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": PHONE["height"]},
            java_script_enabled=javascript, **options,
        )  # fmt: skip
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(make_page: Callable[..., Page]) -> Page:
    """A phone with scripts switched off."""
    return make_page()
