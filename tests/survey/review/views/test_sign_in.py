"""Both steps of signing in, setting up a new account, guessing, and proving again."""

from __future__ import annotations

import dataclasses
import re

import pyotp
import pytest
from sqlalchemy import Engine, select

from survey.config import Settings
from survey.review import access
from survey.review.database import reader, writing
from survey.review.models.audit import AuditEntry
from survey.review.models.people import Account, SignIn
from survey.review.services import accounts, factors, throttle
from tests.survey.review.team import PASSPHRASE, Browser, Team


def events(team: Team) -> list[str]:
    with reader(team.engine) as session:
        return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.n)))


def token_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie(access.COOKIE, domain="localhost")
    assert cookie is not None
    return cookie.value


def test_after_the_passphrase_the_second_step_is_asked_for(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.browser()
    assert browser.sign_in("Ada").headers["Location"] == "/sign-in/second"
    assert browser.get("/comments/").headers["Location"] == "/sign-in/second"
    before = token_of(browser)
    given = {"way": "code", "answer": team.code("Ada")}
    assert browser.post("/sign-in/second", given, page="/sign-in/second").headers["Location"] == "/"
    assert token_of(browser) != before
    assert browser.get("/comments/").status_code == 200
    assert events(team) == ["signed_in"]


def test_a_used_code_does_not_sign_in_a_second_time(team: Team) -> None:
    team.add("Ada", "coder")
    code = team.code("Ada")
    answers = []
    for _ in range(2):
        browser = team.browser()
        browser.sign_in("Ada")
        given = {"way": "code", "answer": code}
        answers.append(browser.post("/sign-in/second", given, page="/sign-in/second").status_code)
    assert answers == [302, 400]


def test_a_person_cannot_choose_a_weaker_way_than_they_have(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.browser()
    browser.sign_in("Ada")
    given = {"way": "passphrase", "answer": PASSPHRASE}
    response = browser.post("/sign-in/second", given, page="/sign-in/second")
    assert response.status_code == 400
    assert "one of the ways" in response.text


def test_a_one_time_code_stands_in_and_is_noted(team: Team) -> None:
    ada = team.add("Ada", "coder")
    with writing(team.engine) as session:
        code = factors.new_recovery_codes(session, ada)[0]
    browser = team.browser()
    browser.sign_in("Ada")
    given = {"way": "recovery", "answer": code}
    assert browser.post("/sign-in/second", given, page="/sign-in/second").status_code == 302
    assert events(team) == ["recovery_code_used", "signed_in"]


def test_guessing_passphrases_is_slowed_down_for_known_and_unknown_names(team: Team) -> None:
    team.add("Ada", "coder")
    for name in ("Ada", "Nobody"):
        statuses = [team.browser().sign_in(name, "a wrong guess").status_code for _ in range(6)]
        assert statuses == [400] * throttle.FREE + [429]
    assert team.browser().sign_in("Ada").status_code == 429
    team.clock.now += throttle.FIRST
    assert team.browser().sign_in("Ada").status_code == 302


def test_guessing_the_second_step_is_slowed_down_too(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.browser()
    browser.sign_in("Ada")
    wrong = {"way": "code", "answer": "000000"}
    for _ in range(throttle.FREE):
        browser.post("/sign-in/second", wrong, page="/sign-in/second")
    right = {"way": "code", "answer": pyotp.TOTP(team.authenticators["Ada"]).at(team.clock.now)}
    response = browser.post("/sign-in/second", right, page="/sign-in/second")
    assert "Too many attempts" in response.text


@pytest.fixture
def newcomer(team: Team) -> Browser:
    """A browser of Zoe's, whose account was made by an admin and is not set up."""
    with writing(team.engine) as session:
        accounts.create(
            session, "Zoe", PASSPHRASE, ["coder"], vouched="", made_by="admin", temporary=True
        )
    browser = team.browser()
    assert browser.sign_in("Zoe").status_code == 302
    return browser


def test_a_new_account_is_set_up_before_anything_else(team: Team, newcomer: Browser) -> None:
    assert newcomer.get("/").headers["Location"] == "/account/"
    assert newcomer.post("/account/finish", page="/account/").headers["Location"] == "/account/"
    words = {"old": PASSPHRASE, "new": "velvet otter kettle", "again": "velvet otter kettle"}
    assert newcomer.post("/account/passphrase", words, page="/account/").status_code == 302
    secret = re.search(r'name="secret" value="([A-Z2-7]{32})"', newcomer.get("/account/").text)
    assert secret
    code = pyotp.TOTP(secret[1]).at(team.clock.now)
    given = {"secret": secret[1], "code": code}
    assert newcomer.post("/account/authenticator", given, page="/account/").status_code == 302
    assert newcomer.post("/account/finish", page="/account/").headers["Location"] == "/"
    assert "confirms that it is yours" in newcomer.get("/").text
    assert newcomer.get("/comments/").status_code == 403


def test_a_wrong_code_does_not_set_up_an_authenticator(team: Team, newcomer: Browser) -> None:
    given = {"secret": factors.new_secret(), "code": "000000"}
    assert newcomer.post("/account/authenticator", given, page="/account/").status_code == 400
    with reader(team.engine) as session:
        zoe = accounts.find(session, "Zoe")
        assert zoe is not None
        assert zoe.totp is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"old": "wrong", "new": "velvet otter kettle"}, "you have now is not right"),
        ({"old": PASSPHRASE, "new": "password1234"}, "first that would be tried"),
        ({"old": PASSPHRASE, "new": "short"}, "at least 12"),
        ({"old": PASSPHRASE, "new": "velvet otter kettle", "again": "x"}, "not the same"),
    ],
)
def test_a_new_passphrase_must_be_good_and_the_old_one_right(
    team: Team, newcomer: Browser, words: dict[str, str], why: str
) -> None:
    given = {"again": words["new"], **words}
    response = newcomer.post("/account/passphrase", given, page="/account/")
    assert response.status_code == 400
    assert why in response.text


def test_changing_the_passphrase_ends_the_other_sessions(team: Team) -> None:
    team.add("Ada", "coder")
    here, elsewhere = team.sign_in("Ada"), team.sign_in("Ada")
    here.get("/account/")
    here.post("/confirm/", {"way": "code", "answer": team.code("Ada")}, page="/confirm/")
    words = {"old": PASSPHRASE, "new": "velvet otter kettle", "again": "velvet otter kettle"}
    assert here.post("/account/passphrase", words, page="/account/").status_code == 302
    assert elsewhere.get("/").headers["Location"] == "/sign-in"
    assert here.get("/").status_code == 200


def test_signing_out_everywhere_ends_every_session(team: Team) -> None:
    team.add("Ada", "coder")
    here, elsewhere = team.sign_in("Ada"), team.sign_in("Ada")
    here.post("/account/end-sessions", page="/account/")
    assert elsewhere.get("/").headers["Location"] == "/sign-in"
    with reader(team.engine) as session:
        assert session.scalars(select(SignIn)).all() == []


def test_opening_asks_again_and_then_goes_where_the_person_wanted(team: Team) -> None:
    team.add("Ann", "analyst")
    browser = team.sign_in("Ann")
    assert browser.get("/box/open").headers["Location"] == "/confirm/"
    given = {"way": "code", "answer": team.code("Ann")}
    assert browser.post("/confirm/", given, page="/confirm/").headers["Location"] == "/box/open"
    assert browser.get("/box/open").status_code == 200
    team.clock.now += 301
    assert browser.get("/box/open").headers["Location"] == "/confirm/"


def test_a_wrong_proof_opens_nothing_and_is_noted(team: Team) -> None:
    team.add("Ann", "analyst")
    browser = team.sign_in("Ann")
    browser.get("/box/open")
    wrong = {"way": "code", "answer": "000000"}
    assert browser.post("/confirm/", wrong, page="/confirm/").status_code == 400
    assert browser.get("/box/open").headers["Location"] == "/confirm/"
    assert "proof_failed" in events(team)


def test_in_a_demonstration_an_account_may_do_without_a_second_factor(
    settings: Settings, engine: Engine
) -> None:
    team = Team(dataclasses.replace(settings, demo=True), engine)
    team.add("Ada", "coder", "analyst", second=False)
    browser = team.browser()
    browser.sign_in("Ada")
    assert browser.get("/comments/").status_code == 200
    browser.get("/box/open")
    proof = {"way": "passphrase", "answer": PASSPHRASE}
    assert browser.post("/confirm/", proof, page="/confirm/").headers["Location"] == "/box/open"


def test_outside_a_demonstration_it_may_not(team: Team) -> None:
    team.add("Ada", "coder", second=False)
    browser = team.browser()
    browser.sign_in("Ada")
    assert browser.get("/comments/").headers["Location"] == "/account/"


def test_one_time_codes_are_shown_once(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.sign_in("Ada")
    browser.post("/confirm/", {"way": "code", "answer": team.code("Ada")}, page="/confirm/")
    page = browser.post("/account/codes", page="/account/").text
    codes = re.findall(r"<code>([a-z0-9-]{27})</code>", page)
    assert len(codes) == factors.CODES
    assert not any(code in browser.get("/account/").text for code in codes)


def test_nothing_of_an_account_can_be_set_by_adding_fields_to_a_form(team: Team) -> None:
    team.add("Ada", "coder")
    browser = team.sign_in("Ada")
    browser.post("/confirm/", {"way": "code", "answer": team.code("Ada")}, page="/confirm/")
    words = {
        "old": PASSPHRASE, "new": "velvet otter kettle", "again": "velvet otter kettle",
        "roles": "admin", "vouched": "me", "active": "1", "name": "Root", "id": "x",
    }  # fmt: skip
    browser.post("/account/passphrase", words, page="/account/")
    with reader(team.engine) as session:
        ada = session.scalars(select(Account)).one()
        assert (ada.name, ada.roles, ada.vouched) == ("Ada", ["coder"], "the command line")
