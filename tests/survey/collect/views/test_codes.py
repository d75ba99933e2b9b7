"""Saving, coming back, taking back, on pages."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.box import waves, withdrawals
from survey.collect import codes
from survey.collect.limits import PER_HOUR
from survey.collect.parts import Parts
from survey.collect.views import codes as views
from survey.collect.views import finish
from tests.survey.collect.conftest import House, inside
from tests.survey.collect.respondent import Respondent, pending, state

TODAY = datetime.datetime.now(datetime.UTC).date()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "MEMORY", 8192)
    monkeypatch.setattr(codes, "PASSES", 1)
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


@pytest.fixture
def parent(client: FlaskClient) -> Respondent:
    return Respondent(client).begin().submit({"returned": "yes"})


def shown_code(respondent: Respondent) -> str:
    found = respondent.html.select_one(".code")
    assert found is not None
    return found.text


def saved(respondent: Respondent) -> str:
    return shown_code(respondent.submit({"relationship": "mother"}, press="save").submit())


def test_saving_keeps_the_page_shows_a_code_once_and_leaves_the_browser(
    parent: Respondent,
) -> None:
    parent.submit({"relationship": "mother"}, press="save")
    assert parent.at == "/save"
    assert "Whoever finds the words can read your answers." in parent.words
    parent.submit()
    assert len(shown_code(parent).split()) == 6
    assert parent.cookie == ""
    assert parent.get("/survey").heading == "This page has ended"


def test_the_code_brings_the_answers_back_in_another_browser(
    app: Flask, parent: Respondent, parts: Parts
) -> None:
    code = saved(parent)
    other = Respondent(app.test_client()).get("/come-back").submit({"words": code.upper()})
    assert other.at == "/check"
    assert state(other, parts).answers == {"returned": "yes", "relationship": "mother"}
    assert other.get("/survey").at == "/survey/4", "and goes on where it was saved"


def test_wrong_and_malformed_codes_read_alike(app: Flask, parent: Respondent) -> None:
    code = saved(parent).split()
    said = set()
    for words in (" ".join(code[:5]), " ".join([*code[:5], "zzzz"]), codes.new(), "", "<b>"):
        other = Respondent(app.test_client()).get("/come-back").submit({"words": words})
        assert other.page.status_code == 422
        said.add(other.errors[0])
    assert len(said) == 1


def test_guessing_is_throttled(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PER_HOUR, "code", 2)
    guesser = Respondent(make_app().test_client())
    statuses = [
        guesser.get("/come-back").submit({"words": codes.new()}).page.status_code for _ in range(3)
    ]
    assert statuses == [422, 422, 429]


def test_a_draft_never_outlives_the_wave(parent: Respondent, parts: Parts) -> None:
    wave = waves.current(parts.engine)
    assert wave is not None
    near = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=3)
    parts.wave._wave = waves.Wave(
        wave.name, wave.state, wave.public_key, wave.key_id, near, wave.withdraw_until
    )
    parent.get("/save")
    assert f"They work until {near.day} " in parent.words


def come_back(app: Flask, code: str) -> Respondent:
    return Respondent(app.test_client()).get("/come-back").submit({"words": code})


def test_a_draft_that_is_opened_twice_is_sent_once(
    app: Flask, parent: Respondent, parts: Parts, house: House
) -> None:
    code = saved(parent)
    first, second = come_back(app, code), come_back(app, code)
    assert first.at == second.at == "/check"
    first.finish().submit()
    second.finish()
    assert first.at == second.at == "/thank-you"
    assert come_back(app, code).at == "/thank-you"
    assert len(pending(parts, house.private_key)) == 1


def test_opening_ends_the_draft_and_sending_touches_none(
    app: Flask, parent: Respondent, parts: Parts
) -> None:
    code = saved(parent)
    other = come_back(app, code)
    assert parts.drafts.find(code, TODAY) is None
    drafts = parts.drafts.path.read_bytes()
    other.finish().submit()
    assert other.at == "/thank-you"
    assert parts.drafts.path.read_bytes() == drafts


def test_words_whose_first_page_was_lost_find_the_same_answers(
    app: Flask, parent: Respondent, parts: Parts
) -> None:
    code = saved(parent)
    come_back(app, code).get("/survey/5").submit({"when": "month"})
    again = come_back(app, code)
    assert state(again, parts).answers["when"] == "month"


def test_a_crash_before_the_draft_is_removed_loses_nothing_and_sends_once(
    app: Flask, parent: Respondent, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = saved(parent)
    with monkeypatch.context() as crash:
        crash.setattr(type(parts.drafts), "remove", lambda *_: 1 // 0)
        assert come_back(app, code).page.status_code == 500
    assert parts.drafts.find(code, TODAY) is not None
    come_back(app, code).finish().submit()
    assert parts.drafts.find(code, TODAY) is None
    assert come_back(app, code).at == "/thank-you"
    assert len(pending(parts, house.private_key)) == 1


def test_words_lead_nowhere_after_the_exit_after_saving_again_and_after_the_sweep(
    app: Flask, parent: Respondent, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = saved(parent)
    come_back(app, first).client.get("/exit")
    assert come_back(app, first).page.status_code == 422
    other = Respondent(app.test_client()).begin().submit({"returned": "yes"})
    second = saved(other)
    third = shown_code(come_back(app, second).get("/save").submit())
    assert come_back(app, second).page.status_code == 422
    assert come_back(app, third).at == "/check"
    monkeypatch.setattr(parts.progress, "_clock", lambda: time.time() + 86_400)
    assert parts.progress.sweep() > 0
    assert come_back(app, third).page.status_code == 422


def test_the_thank_you_page_shows_a_code_only_when_it_was_wanted(
    parent: Respondent, parts: Parts, house: House
) -> None:
    parent.finish().submit()
    assert parent.html.select_one(".code") is None
    (sent,) = pending(parts, house.private_key)
    assert sent["tag"] == ""


def test_the_tag_lies_only_inside_the_envelope_until_the_code_is_used(
    parent: Respondent, parts: Parts, house: House
) -> None:
    parent.finish().submit({"code": "yes"})
    code = shown_code(parent)
    (sent,) = pending(parts, house.private_key)
    assert sent["tag"] == codes.withdrawal_tag(code)
    for path in house.settings.collect_folder.rglob("*"):
        if path.is_file():
            assert sent["tag"].encode() not in path.read_bytes(), path
            assert bytes.fromhex(sent["tag"]) not in path.read_bytes(), path
    assert withdrawals.every(parts.engine) == []
    assert parent.get("/thank-you").html.select_one(".code") is None, "shown once"
    parent.get("/take-back").submit({"words": code})
    assert "We have noted your words." in parent.words
    assert len(withdrawals.every(parts.engine)) == 1


def test_taking_back_says_the_same_whether_the_words_are_right_or_not(
    client: FlaskClient, parts: Parts
) -> None:
    respondent = Respondent(client).get("/take-back").submit({"words": codes.new()})
    assert "We have noted your words. If they are right" in respondent.words
    respondent.get("/take-back").submit({"words": "not six words"})
    assert respondent.page.status_code == 422


def test_it_works_after_the_wave_has_closed_and_ends_on_its_day(
    client: FlaskClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    waves.close_wave(parts.engine, "autumn")
    respondent = Respondent(client).get("/take-back")
    assert respondent.html.find("form") is not None
    after = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=61)
    monkeypatch.setattr(views, "_today", lambda: after)
    assert "It is too late" in respondent.get("/take-back").words
