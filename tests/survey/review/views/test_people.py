"""Accounts are made by an admin, confirmed by a publisher, and belong to nobody else."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from survey.review.database import reader
from survey.review.models.people import Account
from survey.review.services import accounts
from tests.survey.review.team import Browser, Team


@pytest.fixture
def admin(team: Team) -> Browser:
    return team.signed_in("admin", name="Admin")


def account(team: Team, name: str) -> Account:
    with reader(team.engine) as session:
        found = accounts.find(session, name)
        assert found is not None
        return found


def make(admin: Browser, name: str = "Zoe", roles: tuple[str, ...] = ("coder",)) -> str:
    """Make an account in the app; returns its temporary passphrase."""
    page = admin.post("/accounts/", {"name": name, "roles": list(roles)}, page="/accounts/").text
    words = re.search(r"<code>([a-z0-9-]{23})</code>", page)
    assert words, page
    return words[1]


def test_a_new_account_has_a_temporary_passphrase_and_no_roles_in_force(
    team: Team, admin: Browser
) -> None:
    words = make(admin)
    zoe = account(team, "Zoe")
    assert (zoe.temporary, zoe.vouched) == (True, "")
    browser = team.browser()
    assert browser.sign_in("Zoe", words).status_code == 302
    assert browser.get("/comments/").headers["Location"] == "/account/"


def test_an_admin_cannot_confirm_an_account_and_so_cannot_read_through_a_puppet(
    team: Team, admin: Browser
) -> None:
    make(admin)
    zoe = account(team, "Zoe")
    assert admin.post(f"/accounts/{zoe.id}/vouch", page="/accounts/").status_code == 403
    team.signed_in("publisher", name="Pat").post(f"/accounts/{zoe.id}/vouch", page="/accounts/")
    assert account(team, "Zoe").vouched == "Pat"


def test_roles_that_do_not_go_together_are_refused(team: Team, admin: Browser) -> None:
    given = {"name": "Zoe", "roles": ["admin", "coder"]}
    response = admin.post("/accounts/", given, page="/accounts/")
    assert response.status_code == 400
    assert "no other role" in response.text
    with reader(team.engine) as session:
        assert accounts.find(session, "Zoe") is None


def test_changed_roles_wait_to_be_confirmed_again(team: Team, admin: Browser) -> None:
    zoe = team.add("Zoe", "coder")
    admin.post(f"/accounts/{zoe}/roles", {"roles": ["analyst"]}, page="/accounts/")
    found = account(team, "Zoe")
    assert (found.roles, found.vouched) == (["analyst"], "")


def test_a_reset_signs_out_takes_second_factors_away_and_must_be_confirmed(
    team: Team, admin: Browser
) -> None:
    zoe = team.add("Zoe", "coder")
    browser = team.sign_in("Zoe")
    admin.post(f"/accounts/{zoe}/reset", page="/accounts/")
    assert browser.get("/").headers["Location"] == "/sign-in"
    found = account(team, "Zoe")
    assert (found.totp, found.temporary, found.vouched) == (None, True, "")


def test_a_closed_account_is_out_and_an_opened_one_must_be_confirmed(
    team: Team, admin: Browser
) -> None:
    zoe = team.add("Zoe", "coder")
    browser = team.sign_in("Zoe")
    admin.post(f"/accounts/{zoe}/close", page="/accounts/")
    assert browser.get("/").headers["Location"] == "/sign-in"
    admin.post(f"/accounts/{zoe}/close", page="/accounts/")
    found = account(team, "Zoe")
    assert (found.active, found.vouched) == (True, "")


def test_nobody_changes_their_own_account_here(team: Team, admin: Browser) -> None:
    mine = account(team, "Admin").id
    for act in ("roles", "reset", "close"):
        response = admin.post(f"/accounts/{mine}/{act}", {"roles": ["coder"]}, page="/accounts/")
        assert response.status_code == 403, act
    assert account(team, "Admin").roles == ["admin"]


def test_an_account_that_does_not_exist_is_not_found(admin: Browser) -> None:
    assert admin.post("/accounts/nobody/reset", page="/accounts/").status_code == 404


def test_everything_an_admin_does_is_in_the_log_without_passphrases(
    team: Team, admin: Browser
) -> None:
    words = make(admin)
    page = team.signed_in("auditor", name="Kit").get("/log/").text
    assert "account made" in page
    assert "Zoe" in page
    assert words not in page


def test_names_from_a_form_are_shown_as_text(team: Team, admin: Browser) -> None:
    make(admin, name="<script>alert(1)</script>")
    page = admin.get("/accounts/").text
    assert "<script>alert(1)" not in page
    with reader(team.engine) as session:
        assert len(session.scalars(select(Account)).all()) == 2
