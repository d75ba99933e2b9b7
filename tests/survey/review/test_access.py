"""Signing in and staying signed in: time limits, new tokens, forged forms."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from survey.review import access
from survey.review.database import writing
from survey.review.models.people import Account, SignIn
from survey.review.services import sign_ins
from tests.survey.review.team import HOST, PASSPHRASE, Team


def test_a_person_signs_in_and_out(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.sign_in("Ada")
    assert "Ada" in browser.get("/").text
    browser.post("/sign-out")
    assert browser.get("/").headers["Location"] == "/sign-in"
    assert team.one(select(func.count()).select_from(SignIn)) == 0


@pytest.mark.parametrize(
    ("name", "passphrase"), [("Ada", "a wrong passphrase"), ("Bob", PASSPHRASE)]
)
def test_a_wrong_name_or_passphrase_gets_the_same_answer(
    team: Team, name: str, passphrase: str
) -> None:
    team.add("Ada", "coder")
    response = team.browser().sign_in(name, passphrase)
    assert response.status_code == 400
    assert "Name or passphrase is not right" in response.text
    assert passphrase not in response.text


def test_signing_in_gives_a_new_token_and_the_old_one_is_worth_nothing(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.browser()
    browser.sign_in("Ada")
    old = browser.client.get_cookie(access.COOKIE, domain="localhost")
    browser.sign_in("Ada")
    new = browser.client.get_cookie(access.COOKIE, domain="localhost")
    assert old is not None
    assert new is not None
    assert old.value != new.value
    thief = team.browser()
    thief.client.set_cookie(access.COOKIE, old.value, domain="localhost")
    assert thief.get("/").headers["Location"] == "/sign-in"


def test_a_token_that_somebody_planted_is_never_adopted(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.browser()
    browser.client.set_cookie(access.COOKIE, "planted", domain="localhost")
    browser.sign_in("Ada")
    assert browser.client.get_cookie(access.COOKIE, domain="localhost").value != "planted"  # type: ignore[union-attr]


def test_the_token_is_not_in_the_database(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.browser()
    browser.sign_in("Ada")
    cookie = browser.client.get_cookie(access.COOKIE, domain="localhost")
    assert cookie is not None
    assert team.one(select(SignIn.token_hash)) == sign_ins.hashed(cookie.value)
    assert cookie.value not in team.one(select(SignIn.token_hash))


def test_a_session_ends_after_fifteen_minutes_without_use(team: Team) -> None:
    browser = team.signed_in("coder")
    team.clock.now += sign_ins.IDLE - 61
    assert browser.get("/").status_code == 200
    team.clock.now += sign_ins.IDLE - 1
    assert browser.get("/").status_code == 200
    team.clock.now += sign_ins.IDLE
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_a_session_ends_after_eight_hours_however_busy(team: Team) -> None:
    browser = team.signed_in("coder")
    for _ in range(8 * 6 - 1):
        team.clock.now += 600
        assert browser.get("/").status_code == 200
    team.clock.now += 600
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_a_closed_account_is_out_at_once(team: Team) -> None:
    browser = team.signed_in("coder")
    with writing(team.engine) as session:
        session.scalars(select(Account)).one().active = False
    assert browser.get("/").headers["Location"] == "/sign-in"


def test_a_form_without_its_token_changes_nothing(team: Team) -> None:
    browser = team.signed_in("coder")
    response = browser.client.post("/sign-out", base_url=HOST)
    assert response.status_code == 400
    assert "too old" in response.text
    assert browser.get("/").status_code == 200


def test_a_token_from_another_browser_is_no_good(team: Team) -> None:
    mine, other = team.signed_in("coder", name="a"), team.signed_in("coder", name="b")
    stolen = other.token("/")
    mine.get("/")
    response = mine.client.post("/sign-out", data={"csrf_token": stolen}, base_url=HOST)
    assert response.status_code == 400


def test_cookies_are_strict_and_out_of_reach_of_scripts(team: Team) -> None:
    team.add("Ada", "coder")
    response = team.browser().sign_in("Ada")
    for cookie in response.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Max-Age" not in cookie or "Max-Age=0" in cookie


def test_another_host_name_is_refused(team: Team) -> None:
    assert team.browser().client.get("/", base_url="http://evil.example").status_code == 400
