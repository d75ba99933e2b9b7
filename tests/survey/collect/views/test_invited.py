"""The code of an invited group: asked once, kept apart from the answers, counted after sending."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.box import groups, waves
from survey.collect.flood import Flood
from survey.collect.parts import Parts
from survey.collect.views import finish
from survey.config import Collect
from tests.survey.collect.conftest import House, inside
from tests.survey.collect.respondent import Respondent, pending, state

PEOPLE = 50


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "LEAST_SECONDS", -1)


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


@pytest.fixture
def code(parts: Parts) -> str:
    """The code of a group that was invited to the staff questionnaire."""
    made = groups.create(parts.engine, "autumn", "staff", "central", PEOPLE)
    parts.wave.forget()
    return made


def choose(client: FlaskClient, survey: str = "staff") -> Respondent:
    return Respondent(client).get("/which").submit({"survey": survey})


def used(parts: Parts) -> int:
    """What coverage says once the wave is closed."""
    waves.close_wave(parts.engine, "autumn")
    (group,) = groups.every(parts.engine, "autumn")
    return group.answers


def test_nobody_is_asked_for_a_code_where_no_group_was_invited(client: FlaskClient) -> None:
    assert choose(client).at == "/consent"


def test_only_the_invited_questionnaire_asks_for_a_code(client: FlaskClient, code: str) -> None:
    assert choose(client).at == "/code"
    assert choose(client, "parent").at == "/consent"


def test_the_code_is_asked_once_and_counts_one_answer(
    client: FlaskClient, parts: Parts, code: str, house: House
) -> None:
    person = choose(client).submit({"group": f" {code.lower().replace('-', ' ')} "})
    assert person.at == "/consent"
    assert person.get("/code").at == "/consent"
    person.submit({"agree": "yes"}).submit({"sector": "police"}).finish().submit()
    assert person.at == "/thank-you"
    (sent,) = pending(parts, house.private_key)
    assert "central" not in str(sent)
    assert used(parts) == 1


def test_no_page_lets_anybody_past_without_the_code(client: FlaskClient, code: str) -> None:
    person = choose(client)
    for address in ("/consent", "/survey", "/survey/1", "/check", "/send"):
        assert person.get(address).at == "/code"
    token = person.html.find("input", {"name": "token"})
    client.post("/consent", data={"agree": "yes", "token": token["value"]})  # type: ignore[index]
    assert person.get("/survey/1").at == "/code"


@pytest.mark.parametrize(
    ("typed", "said"), [("AAAA-BBBB-CCCC", "do not know this code"), (" - ", "Type the code")]
)
def test_a_wrong_code_is_explained_and_can_be_typed_again(
    client: FlaskClient, code: str, typed: str, said: str
) -> None:
    person = choose(client).submit({"group": typed})
    assert person.page.status_code == 422
    assert said in person.errors[0]
    assert person.submit({"group": code}).at == "/consent"


def test_a_code_that_is_used_up_says_whom_to_ask(
    client: FlaskClient, parts: Parts, code: str
) -> None:
    for _ in range(PEOPLE):
        groups.count(parts.engine, "autumn", "staff", "central")
    person = choose(client).submit({"group": code})
    assert "as often as your group has people" in person.errors[0]
    assert state(person, parts).group == ""


def test_an_answer_whose_code_was_used_up_meanwhile_is_taken_and_looked_at(
    client: FlaskClient, parts: Parts, code: str, house: House
) -> None:
    person = choose(client).submit({"group": code}).submit({"agree": "yes"})
    for _ in range(PEOPLE):
        groups.count(parts.engine, "autumn", "staff", "central")
    person.submit({"sector": "police"}).finish().submit()
    assert person.at == "/thank-you"
    assert [one["lane"] for one in pending(parts, house.private_key)] == ["look"]


def send_in_another_process(person: Respondent, parts: Parts) -> int:
    """Press the button in a process of its own; its id. It ends with 0 when the answer was sent."""
    child = os.fork()
    if child == 0:
        try:
            parts.engine.dispose(close=False)
            os._exit(person.submit().at != "/thank-you")
        finally:
            os._exit(1)
    return child


def test_of_several_who_send_at_once_no_more_go_unmarked_than_the_group_has_people(
    app: Flask, parts: Parts, code: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [choose(app.test_client()).submit({"group": code}) for _ in range(3)]
    for person in people:
        person.submit({"agree": "yes"}).submit({"sector": "police"}).finish()
    for _ in range(PEOPLE - 1):
        groups.count(parts.engine, "autumn", "staff", "central")
    looks = finish._has_room

    def looks_and_dawdles(*given: Any) -> bool:
        found = looks(*given)
        time.sleep(0.2)
        return found

    monkeypatch.setattr(finish, "_has_room", looks_and_dawdles)
    parts.engine.dispose()
    children = [send_in_another_process(person, parts) for person in people]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    lanes = [one["lane"] for one in pending(parts, house.private_key)]
    assert sorted(lanes) == ["", "look", "look"]


def test_whoever_was_answering_when_groups_were_invited_keeps_the_answers(
    client: FlaskClient, parts: Parts
) -> None:
    person = Respondent(client).begin("staff").submit({"sector": "police"})
    code = groups.create(parts.engine, "autumn", "staff", "late", PEOPLE)
    parts.wave.forget()
    assert person.finish().at == "/code"
    assert "Your answers are still here." in person.words
    assert person.submit({"group": code}).at.startswith("/survey")
    assert person.finish().submit().at == "/thank-you"
    assert used(parts) == 1


def test_a_code_of_another_wave_is_asked_for_again(
    client: FlaskClient, parts: Parts, code: str
) -> None:
    person = choose(client).submit({"group": code}).submit({"agree": "yes"})
    person.submit({"sector": "police"})
    waves.close_wave(parts.engine, "autumn")
    first = waves.get(parts.engine, "autumn")
    waves.create(parts.engine, "winter", bytes(32), first.closes_on, first.withdraw_until)
    waves.open_wave(parts.engine, "winter")
    groups.create(parts.engine, "winter", "staff", "north", PEOPLE)
    parts.wave.forget()
    assert person.finish().submit().at == "/code"
    assert state(person, parts).answers == {"sector": "police"}


def test_a_second_click_counts_nothing(client: FlaskClient, parts: Parts, code: str) -> None:
    person = choose(client).submit({"group": code}).submit({"agree": "yes"})
    person.submit({"sector": "police"}).finish()
    form = {field["name"]: field.get("value", "") for field in person.html.select("input[name]")}
    form.pop("code", None)
    cookie = person.cookie
    for _ in range(3):
        client.set_cookie("s", cookie)
        client.post("/send", data=form)
    assert used(parts) == 1


def test_the_code_stands_in_no_file(client: FlaskClient, parts: Parts, code: str) -> None:
    choose(client).submit({"group": code}).submit({"agree": "yes"})
    words = [code.encode(), groups.clean(code).encode()]
    folder: Path = parts.settings.collect_folder
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(word in kept for word in words)


def test_answers_in_a_flood_are_taken_and_marked_and_others_are_not(
    make_app: Callable[..., Flask], house: House
) -> None:
    app = make_app(collect=Collect(flood=4, workers=2))
    parts = inside(app)
    assert isinstance(parts.flood, Flood)
    for _ in range(4):
        person = Respondent(app.test_client()).begin().submit({"returned": "yes"})
        assert person.finish().submit().at == "/thank-you"
    sent = sorted(one["lane"] for one in pending(parts, house.private_key))
    assert sent == ["", "", "look", "look"]


def test_a_box_that_cannot_be_asked_about_the_group_loses_nothing(
    client: FlaskClient, parts: Parts, code: str
) -> None:
    person = choose(client).submit({"group": code}).submit({"agree": "yes"})
    person.submit({"sector": "police"}).finish()
    box = parts.settings.collect_folder / "collect.sqlite3"
    parts.engine.dispose()
    kept = box.read_bytes()
    box.write_bytes(b"no database at all" * 400)
    person.submit()
    assert person.page.status_code == 503
    assert "Nothing is lost" in person.errors[0]
    parts.engine.dispose()
    box.write_bytes(kept)
    assert person.submit().at == "/thank-you"
