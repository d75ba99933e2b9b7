"""Bar 18: the same headers on every address and status of the public app, errors included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from survey.collect.app import create_app
from survey.config import Collect, Settings
from tests.survey.box.conftest import make_box

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MATRIX = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": f"max-age={2 * 365 * 86400}; includeSubDomains",
    "Onion-Location": "http://example.onion/",
}
OFF = {"camera", "geolocation", "microphone", "payment", "usb", "display-capture", "serial"}
HOST = "survey.example.org"


@pytest.fixture(scope="module")
def app(place: Path) -> Iterator[Flask]:
    box = make_box(place / "instance")
    collect = Collect(https=True, hostnames=(HOST,), onion="example.onion")
    made = create_app(Settings(instance=box.settings.instance, collect=collect))
    yield made
    box.engine.dispose()


def ask(app: Flask, method: str, path: str, **more: object) -> TestResponse:
    return app.test_client().open(
        path, method=method, base_url=f"https://{more.pop('host', HOST)}", **more
    )


def addresses(app: Flask) -> list[str]:
    """Every address, with a number where one is asked for."""
    return sorted({rule.rule.replace("<int:number>", "1") for rule in app.url_map.iter_rules()})


def wrong(response: TestResponse) -> dict[str, str | None]:
    """What is not as it must be."""
    found = {
        name: response.headers.get(name)
        for name, value in MATRIX.items()
        if response.headers.get_all(name) != [value]
    }
    policy = response.headers.get("Permissions-Policy", "")
    if not {f"{feature}=()" for feature in OFF} <= set(policy.split(", ")):
        found["Permissions-Policy"] = policy
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"])
def test_every_address_has_the_matrix_whatever_is_asked(app: Flask, method: str) -> None:
    statuses = set()
    for address in addresses(app):
        response = ask(app, method, address)
        statuses.add(response.status_code)
        assert wrong(response) == {}, (method, address, response.status)
    assert statuses & {200, 303, 400, 405}


ERRORS = {
    404: ("GET", "/nowhere", {}),
    405: ("DELETE", "/which", {}),
    413: ("POST", "/which", {"data": b"x" * 300_000}),
}


@pytest.mark.parametrize("status", ERRORS)
def test_errors_have_the_matrix(app: Flask, status: int) -> None:
    method, path, more = ERRORS[status]
    response = ask(app, method, path, **more)
    assert response.status_code == status
    assert wrong(response) == {}


def test_a_strange_host_and_a_failure_of_ours_have_the_matrix(app: Flask) -> None:
    strange = ask(app, "GET", "/", host="evil.example")
    assert strange.status_code == 400
    assert wrong(strange) == {}
    broken = create_app_that_fails(app)
    assert broken.status_code == 500
    assert wrong(broken) == {}


def create_app_that_fails(app: Flask) -> TestResponse:
    """Make the start page raise, as a bug would."""
    name = next(r.endpoint for r in app.url_map.iter_rules() if r.rule == "/")
    kept = app.view_functions[name]
    app.view_functions[name] = lambda: 1 // 0
    try:
        return ask(app, "GET", "/")
    finally:
        app.view_functions[name] = kept


def test_the_exit_clears_the_browser_and_leads_to_one_fixed_place(app: Flask) -> None:
    response = ask(app, "GET", "/exit")
    assert response.status_code == 303
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert wrong(response) == {}


def test_the_cookie_is_tied_to_one_host_and_never_read_by_scripts(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/which", base_url=f"https://{HOST}")
    field = BeautifulSoup(page.text, "lxml").find("input", {"name": "csrf_token"})
    data = {"survey": "parent", "csrf_token": str(field["value"]) if field else ""}
    posted = client.post("/which", base_url=f"https://{HOST}", data=data)
    given = [*page.headers.get_all("Set-Cookie"), *posted.headers.get_all("Set-Cookie")]
    assert given
    for each in given:
        parts = {part.strip().lower() for part in each.split(";")[1:]}
        assert each.startswith("__Host-s=")
        assert parts == {"secure", "httponly", "path=/", "samesite=strict"}


def test_a_header_that_is_missing_doubled_or_changed_is_caught(app: Flask) -> None:
    response = ask(app, "GET", "/")
    response.headers.pop("Referrer-Policy")
    response.headers.add("Cache-Control", "public")
    response.headers["Permissions-Policy"] = "camera=*"
    assert set(wrong(response)) == {"Referrer-Policy", "Cache-Control", "Permissions-Policy"}
