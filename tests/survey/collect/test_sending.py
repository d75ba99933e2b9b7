"""Sealing and delivering, below the pages."""

from __future__ import annotations

import datetime
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.box import pool, waves
from survey.collect.parts import Parts
from survey.collect.sending import Seal, in_box, plaintext
from survey.collect.state import State
from survey.collect.views import finish
from tests.survey.collect.conftest import House, inside
from tests.survey.collect.respondent import Respondent, pending, state


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


def test_the_week_is_the_iso_week_also_at_the_turn_of_the_year(parts: Parts) -> None:
    wave = waves.current(parts.engine)
    assert wave is not None
    mark = Seal(wave, "ar", datetime.date(2027, 1, 3), tag="abc")
    found = json.loads(plaintext(parts.journeys["carer"], State(), mark))
    assert found["week"] == "2026-W53"
    assert (found["language"], found["tag"], found["questionnaire"]) == ("ar", "abc", "carer")


def test_the_box_is_asked_for_this_very_envelope(parts: Parts) -> None:
    wave = waves.current(parts.engine)
    assert wave is not None
    from survey.box.envelope import seal

    mine, other = (seal(b"same words", wave.public_key) for _ in range(2))
    pool.add(parts.engine, mine)
    assert in_box(parts.engine, mine)
    assert not in_box(parts.engine, other)
    waves.close_wave(parts.engine, wave.name)
    assert in_box(parts.engine, mine), "also after it has left the mixing pool"


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow, and none may be written anew."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_nothing_is_sent_nothing_is_lost_and_trying_again_works(
    client: FlaskClient, parts: Parts, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)
    ready = Respondent(client).begin().submit({"returned": "yes"}).finish()
    with full_disk():
        ready.submit()
    assert ready.page.status_code == 503
    assert "Your answers were not sent" in ready.errors[0]
    assert pending(parts, house.private_key) == []
    assert state(ready, parts).answers == {"returned": "yes"}
    ready.submit()
    assert ready.at == "/thank-you"
    assert [one["answers"] for one in pending(parts, house.private_key)] == [{"returned": "yes"}]


def test_on_a_full_disk_a_page_gives_back_what_was_typed(client: FlaskClient, parts: Parts) -> None:
    respondent = Respondent(client).begin()
    with full_disk():
        respondent.submit({"returned": "no"})
    assert respondent.page.status_code == 503
    assert [box["value"] for box in respondent.html.select("input[checked]")] == ["no"]
    assert respondent.submit({"returned": "no"}).at == "/survey/2"
