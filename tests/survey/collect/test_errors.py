"""Error pages: words for people, a way on, no trace."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.collect import rendering
from survey.collect.errors import TROUBLES
from survey.security import BODY_BYTES
from tests.survey.collect.respondent import Respondent

CANARY = "canary-7731"


def test_an_unknown_address_says_so_and_nothing_of_the_address(client: FlaskClient) -> None:
    response = client.get(f"/{CANARY}")
    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert CANARY not in response.text


def test_a_page_that_cannot_be_posted_to_says_what_it_takes(client: FlaskClient) -> None:
    response = client.post("/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "Nothing you answered is lost" in response.text


def test_a_body_that_is_too_large_is_answered_kindly(client: FlaskClient) -> None:
    respondent = Respondent(client).begin()
    respondent.submit({"returned": "x" * BODY_BYTES})
    assert respondent.page.status_code == 413
    assert "make your text shorter" in respondent.words
    assert respondent.html.select_one('main a[href="/survey"]') is not None


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"token=%ff&returned=%zz", b"", b"=" * 1000])
def test_a_malformed_body_is_answered_kindly(client: FlaskClient, body: bytes) -> None:
    Respondent(client).begin()
    response = client.post("/survey/1", data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "That did not arrive as it should" in response.text


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "text/plain"]
)
def test_other_kinds_of_body_are_refused(client: FlaskClient, kind: str) -> None:
    Respondent(client).begin()
    response = client.post("/survey/1", data=b'{"returned": "yes"}', content_type=kind)
    assert response.status_code == 400


def test_a_failure_of_ours_shows_no_trace_and_logs_no_words(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RuntimeError(CANARY)

    app.testing = False
    respondent = Respondent(app.test_client()).begin()
    monkeypatch.setattr(rendering.QuestionPages, "unanswered", fail)
    with caplog.at_level(logging.INFO):
        respondent.get("/survey/1")
    assert respondent.page.status_code == 500
    assert "It is not your fault" in respondent.words
    for word in (CANARY, "Traceback", "RuntimeError"):
        assert word not in respondent.page.text
    assert [record.getMessage() for record in caplog.records] == ["error_page"]


def test_the_page_for_errors_stands_even_when_templates_fail(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.collect.errors.render_template", lambda *_, **__: 1 / 0)
    response = app.test_client().get("/nowhere")
    assert response.status_code == 404
    assert "There is no such page" in response.text
    assert "/help" in response.text
    assert 'href="/exit"' in response.text


def test_every_sort_of_trouble_says_what_is_safe_or_lost() -> None:
    for code, trouble in TROUBLES.items():
        said = " ".join(str(text) for text in trouble.sentences)
        assert "lost" in said or "still here" in said, code
