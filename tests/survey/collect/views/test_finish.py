"""From the check page to the thank-you page: sending once, and being told when it failed."""

from __future__ import annotations

import datetime
import sqlite3
import threading
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.box import pool, waves
from survey.collect import sending
from survey.collect.parts import Parts
from survey.collect.views import finish
from tests.survey.collect.conftest import House, inside
from tests.survey.collect.respondent import Respondent, pending, secret, state


@pytest.fixture(autouse=True)
def no_time_trap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests are as quick as machines."""
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


@pytest.fixture
def ready(client: FlaskClient) -> Respondent:
    """A parent with one answer, before the button that sends."""
    return Respondent(client).begin().submit({"returned": "yes"}).finish()


def test_what_is_sent_is_what_was_answered_with_the_week_and_nothing_else(
    ready: Respondent, parts: Parts, house: House
) -> None:
    assert ready.at == "/send"
    ready.submit()
    assert ready.at == "/thank-you"
    assert "locked and on their way" in ready.heading
    year, week, _ = datetime.datetime.now(datetime.UTC).isocalendar()
    assert pending(parts, house.private_key) == [
        {
            "v": 2,
            "wave": "autumn",
            "questionnaire": "parent",
            "version": parts.journeys["parent"].questionnaire.version,
            "week": f"{year}-W{week:02}",
            "language": "en",
            "answers": {"returned": "yes"},
            "tag": "",
            "lane": "",
        }
    ]


def test_after_sending_the_cookie_is_gone_and_nothing_can_be_read_or_sent_again(
    ready: Respondent, parts: Parts, house: House
) -> None:
    before = ready.cookie
    ready.submit()
    assert ready.cookie == ""
    ready.client.set_cookie("s", before)
    assert ready.get("/check").at == "/thank-you"
    assert ready.cookie == ""
    assert len(pending(parts, house.private_key)) == 1


def test_sending_leaves_the_row_for_the_sweep_but_no_answer_in_it(
    ready: Respondent, parts: Parts
) -> None:
    ready.submit()
    connection = sqlite3.connect(parts.progress.path)
    assert connection.execute("SELECT count(*) FROM progress").fetchone() == (1,)
    connection.close()


def test_a_double_click_sends_one_answer(ready: Respondent, parts: Parts, house: House) -> None:
    token = ready.html.select_one("input[name=token]")
    assert token is not None
    data = {"token": str(token["value"])}
    cookie = ready.cookie
    statuses = []

    def click() -> None:
        client = ready.client.application.test_client()
        client.set_cookie("s", cookie)
        statuses.append(client.post("/send", data=data).headers["Location"])

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert statuses == ["/thank-you"] * 4
    assert len(pending(parts, house.private_key)) == 1


def test_a_crash_after_the_box_took_it_does_not_double_the_answer(
    ready: Respondent, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(sending, "_mark", crash)
    with pytest.raises(SystemExit):
        ready.client.post("/send", data=_form(ready))
    monkeypatch.undo()
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)
    ready.get("/survey/1")
    assert ready.at == "/send", "answers that may have been sent cannot be changed any more"
    assert ready.submit().at == "/thank-you"
    assert len(pending(parts, house.private_key)) == 1


def test_a_crash_before_the_box_took_it_loses_nothing(
    ready: Respondent, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(pool, "add", crash)
    with pytest.raises(SystemExit):
        ready.client.post("/send", data=_form(ready))
    monkeypatch.undo()
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)
    assert pending(parts, house.private_key) == []
    assert ready.get("/send").submit().at == "/thank-you"
    assert len(pending(parts, house.private_key)) == 1


def _form(respondent: Respondent) -> dict[str, str]:
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in respondent.html.select("form input[type=hidden]")
    }


def test_when_the_box_cannot_be_written_the_answers_stay_and_may_be_changed(
    ready: Respondent, parts: Parts, house: House
) -> None:
    broken = sqlite3.connect(house.settings.collect_folder / "collect.sqlite3")
    broken.execute("ALTER TABLE pend RENAME TO gone")
    ready.submit()
    assert ready.page.status_code == 503
    assert "Your answers were not sent" in ready.errors[0]
    broken.execute("ALTER TABLE gone RENAME TO pend")
    broken.close()
    ready.get("/survey/1?change=1").submit({"returned": "no"})
    assert ready.finish().submit().at == "/thank-you"
    assert [one["answers"] for one in pending(parts, house.private_key)] == [{"returned": "no"}]


def test_when_the_wave_closed_meanwhile_nothing_is_sent(ready: Respondent, parts: Parts) -> None:
    waves.close_wave(parts.engine, "autumn")
    ready.submit()
    assert ready.page.status_code == 503
    assert "Your answers were not sent" in ready.words


def test_nothing_answered_is_nothing_to_send(client: FlaskClient) -> None:
    respondent = Respondent(client).begin().submit(press="finish")
    assert "You have not answered any question yet." in respondent.words
    assert respondent.get("/send").at == "/check"


def test_equality_questions_come_after_the_check_page_and_can_be_skipped_at_once(
    ready: Respondent,
) -> None:
    ready.get("/check")
    assert "Next come a few questions about you" in ready.words
    ready.get("/details")
    assert ready.at == "/about-you/1"
    ready.submit({"ethnic_group": "mixed"}, press="finish")
    assert ready.at == "/send"
    assert "Mixed or multiple ethnic groups" in ready.words
    ready.get("/about-you/1?change=1").submit(press="clear")
    assert ready.at == "/send"
    assert "Mixed" not in ready.words


def test_staff_are_asked_no_equality_questions(client: FlaskClient) -> None:
    respondent = Respondent(client).begin("staff").submit({"sector": "health"}, press="finish")
    assert "On the next page you can send your answers." in respondent.words
    assert respondent.get("/details").at == "/send"


def test_a_machine_that_fills_the_hidden_box_is_stopped_and_a_person_told_why(
    ready: Respondent, parts: Parts, house: House
) -> None:
    ready.submit({"website": "https://spam.example"})
    assert ready.page.status_code == 422
    assert "Leave the box" in ready.errors[0]
    assert pending(parts, house.private_key) == []


def test_sending_within_three_seconds_is_asked_to_wait(
    ready: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", 3600)
    ready.submit()
    assert ready.at == "/send"
    assert "That was very quick. Nothing is lost." in ready.errors[0]


def test_thanking_somebody_who_has_not_sent_leads_back_to_the_questions(
    ready: Respondent,
) -> None:
    assert ready.get("/thank-you").at == "/survey/4"


def test_answers_of_an_earlier_version_are_sent_as_far_as_they_are_still_possible(
    ready: Respondent, parts: Parts, house: House
) -> None:
    answers = {"returned": "yes", "gone": "1", "relationship": "no such option"}
    old = replace(state(ready, parts), version="old", answers=answers)
    kept = parts.progress.read(secret(ready))
    assert parts.progress.write(secret(ready), old, kept) is not None
    ready.get("/send").submit()
    (sent,) = pending(parts, house.private_key)
    assert sent["answers"] == {"returned": "yes"}
    assert sent["version"] == parts.journeys["parent"].questionnaire.version
