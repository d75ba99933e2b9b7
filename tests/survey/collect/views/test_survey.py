"""Question pages: skipping, going back, changing, being told what is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.collect.parts import Parts
from survey.collect.state import State
from tests.survey.collect.conftest import inside
from tests.survey.collect.respondent import Respondent, state


@pytest.fixture
def parts(app: Flask) -> Parts:
    return inside(app)


@pytest.fixture
def parent(client: FlaskClient) -> Respondent:
    return Respondent(client).begin()


def test_every_question_can_be_skipped(parent: Respondent, parts: Parts) -> None:
    pages = 0
    while parent.at.startswith("/survey/"):
        parent.submit()
        assert parent.errors == []
        pages += 1
    assert parent.at == "/check"
    assert pages > 20
    assert state(parent, parts).answers == {}


def test_an_answer_is_shown_again_when_the_page_is(parent: Respondent) -> None:
    parent.submit({"returned": "no"}).get("/survey/1")
    assert [box["value"] for box in parent.html.select("input[checked]")] == ["no"]


def test_an_answer_can_be_taken_away_again(parent: Respondent, parts: Parts) -> None:
    parent.submit({"returned": "no"}).get("/survey/1").submit({"returned": "no"}, press="clear")
    assert state(parent, parts).answers == {}


def test_a_child_who_is_not_back_leads_to_help_first(parent: Respondent) -> None:
    parent.submit({"returned": "no"})
    assert parent.at == "/survey/2"
    assert parent.heading == "If the child is missing now"
    assert "999" in parent.words
    assert "116 000" in parent.words
    assert parent.submit().at == "/survey/4"


def test_a_child_who_died_leads_to_condolence_and_to_those_who_help(parent: Respondent) -> None:
    parent.submit({"returned": "died"})
    assert parent.heading == "We are very sorry"
    assert "The Compassionate Friends" in parent.words


def test_finish_now_keeps_the_answer_of_its_page(parent: Respondent, parts: Parts) -> None:
    parent.submit({"returned": "yes"}, press="finish")
    assert parent.at == "/check"
    assert state(parent, parts).answers == {"returned": "yes"}


def test_going_on_after_finish_now_begins_where_it_stopped(parent: Respondent) -> None:
    parent.submit({"returned": "yes"}).submit({}, press="finish")
    assert "Go back to where you stopped" in parent.words
    assert parent.get("/survey").at == "/survey/5"


def test_the_back_link_leads_along_the_path_and_not_to_pages_left_out(parent: Respondent) -> None:
    parent.submit({"returned": "yes"})
    back = parent.html.select_one("nav.back a")
    assert back is not None
    assert back["href"] == "/survey/1"
    parent.get("/survey/1")
    back = parent.html.select_one("nav.back a")
    assert back is not None
    assert back["href"] == "/consent"


def test_a_page_that_is_off_the_path_is_not_shown(parent: Respondent) -> None:
    assert parent.get("/survey/3").at == "/survey/1"
    assert parent.get("/survey/99").page.status_code == 404
    assert parent.get("/about-you/1").at == "/about-you/1"
    assert parent.get("/about-you/9").page.status_code == 404


def test_a_change_comes_back_to_the_check_page(parent: Respondent, parts: Parts) -> None:
    parent.submit({"returned": "yes"}, press="finish")
    parent.get("/survey/1?change=1").submit({"returned": "not_say"})
    assert parent.at == "/check"
    assert state(parent, parts).answers == {"returned": "not_say"}


def test_a_change_that_opens_pages_leads_through_them_and_then_back(parent: Respondent) -> None:
    parent.get("/survey/10").submit({"reported_last": "someone_else"}, press="finish")
    parent.get("/survey/10?change=1").submit({"reported_last": "me"})
    visited = []
    while parent.at != "/check":
        visited.append(parent.at)
        assert parent.page.request.args.get("change") == "1"
        parent.submit()
    assert visited == ["/survey/12", "/survey/15", "/survey/16", "/survey/17", "/survey/19"]


def test_a_change_that_opens_only_answered_pages_comes_straight_back(parent: Respondent) -> None:
    parent.get("/survey/10").submit({"reported_last": "me"})
    parent.submit({"delay": "day"})
    assert parent.at == "/survey/13"
    parent.submit({"why_not": ["language"]}).submit({"before": "words"}, press="finish")
    parent.get("/survey/12?change=1").submit({"delay": "hour"})
    assert "It was hard because of language" not in parent.words
    parent.get("/survey/12?change=1").submit({"delay": "longer"})
    assert parent.at == "/check"
    assert "It was hard because of language" in parent.words


def test_of_a_borough_only_its_unit_is_kept_and_shown(parent: Respondent, parts: Parts) -> None:
    parent.get("/survey/9").submit({"area": "croydon"}, press="finish")
    assert state(parent, parts).answers == {"area": "SN"}
    assert "Bromley, Croydon or Sutton" in parent.words
    parent.get("/survey/9?change=1")
    assert "We keep only this: Bromley, Croydon or Sutton" in parent.words
    parent.submit()
    assert state(parent, parts).answers == {"area": "SN"}
    parent.get("/survey/9?change=1").submit(press="clear")
    assert state(parent, parts).answers == {}


def test_an_answer_that_goes_alone_is_refused_beside_others_and_everything_stays_ticked(
    parent: Respondent, parts: Parts
) -> None:
    parent.get("/survey/10").submit({"reported_last": "nobody"}).get("/survey/13")
    parent.submit({"why_not": ["language", "nothing"]})
    assert parent.page.status_code == 422
    assert len(parent.errors) == 1
    assert "only goes on its own" in parent.errors[0]
    ticked = [box["value"] for box in parent.html.select("input[checked]")]
    assert ticked == ["language", "nothing"]
    assert "why_not" not in state(parent, parts).answers
    link = parent.html.select_one(".error-summary a")
    assert link is not None
    assert parent.html.find(id=str(link["href"])[1:]) is not None


def test_a_text_that_is_too_long_is_given_back_whole(parent: Respondent) -> None:
    parent.get("/survey/10").submit({"reported_last": "nobody"}).get("/survey/14")
    words = "<b>é</b> " * 400
    parent.submit({"before": words})
    assert "characters too long" in parent.errors[0]
    box = parent.html.find("textarea")
    assert box is not None
    assert box.text.strip() == words.strip()
    assert parent.html.title is not None
    assert parent.html.title.text.startswith("Error:")


def test_markup_in_an_answer_stays_words(parent: Respondent) -> None:
    parent.get("/survey/10").submit({"reported_last": "nobody"}).get("/survey/14")
    parent.submit({"before": "</textarea><script>alert(1)</script>"}, press="finish")
    assert "<script>alert" not in parent.page.text
    assert "</textarea><script>alert(1)</script>" in parent.words


@pytest.mark.parametrize(
    "given", [{"returned": "perhaps"}, {"returned": ["yes", "no"]}, {"returned": "\ud800"}]
)
def test_an_answer_that_is_not_offered_is_refused(
    parent: Respondent, parts: Parts, given: dict[str, str]
) -> None:
    parent.submit({name: _sendable(value) for name, value in given.items()})
    assert parent.page.status_code == 422
    assert "skip this question" in parent.errors[0]
    assert state(parent, parts).answers == {}


def _sendable(value: str | list[str]) -> str | list[str]:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def test_fields_of_other_pages_are_not_taken(parent: Respondent, parts: Parts) -> None:
    parent.submit({"returned": "yes", "quote": "yes", "questionnaire": "staff", "sent": "1"})
    assert state(parent, parts).answers == {"returned": "yes"}


def test_a_form_with_another_browsers_token_is_refused(app: Flask, parent: Respondent) -> None:
    other = Respondent(app.test_client()).begin()
    token = other.html.select_one("input[name=token]")
    assert token is not None
    response = parent.client.post("/survey/1", data={"token": token["value"], "returned": "yes"})
    assert response.status_code == 400
    assert "from an earlier visit" in response.text
    for bad in ("", "x" * 24, "é"):
        again = parent.client.post("/survey/1", data={"token": bad, "returned": "yes"})
        assert again.status_code == 400


@pytest.mark.parametrize("value", ["", "x", "A" * 43, "é" * 43, "A" * 4000])
def test_a_cookie_that_is_not_ours_leads_to_a_page_that_says_nothing(
    app: Flask, value: str
) -> None:
    client = app.test_client()
    client.set_cookie("s", value)
    respondent = Respondent(client).get("/survey/1")
    assert respondent.heading == "This page has ended"
    assert "child" not in respondent.words


def test_a_page_asks_the_database_at_most_twice(
    parent: Respondent, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    with parts.progress._connection() as connection:
        connection.set_trace_callback(asked.append)
    parent.client.get("/survey/1")
    assert len(asked) == 1
    asked.clear()
    token = parent.html.select_one("input[name=token]")
    assert token is not None
    response = parent.client.post("/survey/1", data={"token": token["value"], "returned": "yes"})
    assert response.status_code == 303
    statements = [line for line in asked if not line.startswith(("BEGIN", "COMMIT"))]
    assert len(statements) == 2, statements


def test_what_was_typed_is_given_back_when_it_cannot_be_kept(
    parent: Respondent, parts: Parts
) -> None:
    parent.submit({"returned": "yes"})
    with parts.progress._connection() as connection:
        connection.execute("PRAGMA query_only = ON")
    parent.submit({"relationship": "mother"})
    assert parent.page.status_code == 503
    assert "What you typed is still here" in parent.errors[0]
    assert [box["value"] for box in parent.html.select("input[checked]")] == ["mother"]
    with parts.progress._connection() as connection:
        connection.execute("PRAGMA query_only = OFF")
    parent.submit({"relationship": "mother"})
    assert parent.at == "/survey/5"
    assert state(parent, parts).answers == {"returned": "yes", "relationship": "mother"}


def test_two_tabs_that_answer_different_pages_lose_nothing(
    app: Flask, parent: Respondent, parts: Parts
) -> None:
    """The second writer finds the row changed, reads again and adds its own answer."""
    store = parts.progress
    read_row, raced = store.read, []

    def read_then_race(secret: bytes) -> object:
        kept = read_row(secret)
        if kept is not None and not raced:
            raced.append(True)
            changed = State(
                questionnaire="parent", version=kept.state.version, consent=True,
                answers={"relationship": "father"},
            )  # fmt: skip
            assert store.write(secret, changed, kept) is not None
        return kept

    store.read = read_then_race  # type: ignore[method-assign,assignment]
    parent.submit({"returned": "yes"})
    store.read = read_row  # type: ignore[method-assign]
    assert state(parent, parts).answers == {"relationship": "father", "returned": "yes"}


def test_an_unanswered_page_is_rendered_once_for_everybody(
    make_app: Callable[..., Flask],
) -> None:
    app = make_app()
    first, second = (Respondent(app.test_client()).begin() for _ in range(2))
    one, other = first.page.text, second.page.text
    tokens = [str(r.html.select_one("input[name=token]")["value"]) for r in (first, second)]  # type: ignore[index]
    assert tokens[0] != tokens[1]
    assert one.replace(tokens[0], "") == other.replace(tokens[1], "")
    assert "@@" not in one


def test_the_file_under_way_holds_no_answer(parent: Respondent, parts: Parts) -> None:
    parent.get("/survey/10").submit({"reported_last": "nobody"}).get("/survey/14")
    parent.submit({"before": "Penge High Street canary"})
    connection = sqlite3.connect(parts.progress.path)
    rows = connection.execute("SELECT * FROM progress").fetchall()
    connection.close()
    assert len(rows) == 1
    assert b"canary" not in parts.progress.path.read_bytes()
