"""Every route names who may see it; everybody else, and everything unnamed, is refused."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.review.permissions import (
    CONFIRM,
    OWN_ACCOUNT,
    ROLES,
    SECOND_STAGE,
    SELF,
    SIGNED_OUT,
    Role,
    may,
    problem_with,
)
from survey.review.services import sign_ins
from tests.survey.review.team import HOST, Team

TEAM_ROLES = ("coder", "analyst", "publisher", "auditor", "oversight")
"""Everything that can be combined: all but admin."""

VALUES = {
    "response_id": "x" * 16, "comment_id": "x" * 16, "job_id": "x" * 16,
    "account_id": "x" * 16, "passkey_id": "x", "release_id": "r", "task_id": "x" * 16,
    "quote_id": "x" * 16, "referral_id": "x" * 16,
    "name": "summary.html", "filename": "review.css",
}  # fmt: skip


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every route."""
    found = []
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: VALUES.get(name, "x") for name in rule.arguments}
        path = adapter.build(rule.endpoint, values)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            found.append((rule.endpoint, method, path))
    return found


def test_every_route_is_named_once_and_every_name_is_a_route(team: Team) -> None:
    endpoints = {endpoint for endpoint, _, _ in routes(team.app)}
    assert endpoints == set(ROLES) | SELF | SIGNED_OUT | SECOND_STAGE
    assert not set(ROLES) & (SELF | SIGNED_OUT | SECOND_STAGE)
    assert set(CONFIRM) | set(CONFIRM.values()) <= endpoints


def test_signed_out_nobody_gets_past_the_sign_in_page(team: Team) -> None:
    browser = team.browser()
    for endpoint, method, path in routes(team.app):
        with browser.client.open(path, method=method, base_url=HOST) as response:
            pass
        if endpoint in SIGNED_OUT:
            assert response.status_code in (200, 400), endpoint
        elif method == "GET":
            assert response.headers["Location"] == "/sign-in", endpoint
        else:
            assert response.status_code == 401, endpoint


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_each_role_gets_what_the_table_says_and_is_refused_the_rest(team: Team, role: str) -> None:
    team.open()
    for endpoint, method, path in routes(team.app):
        if endpoint not in ROLES:
            continue
        browser = team.signed_in(role, name=f"{role}-{endpoint}-{method}")
        response = browser.client.open(path, method=method, base_url=HOST)
        if role in ROLES[endpoint]:
            assert response.status_code in (200, 302, 400, 404), (endpoint, method)
            assert response.headers.get("Location") != "/sign-in", (endpoint, method)
        else:
            assert response.status_code == 403, (endpoint, method)


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [(sign_ins.SECOND, SECOND_STAGE), (sign_ins.ENROL, OWN_ACCOUNT)],
)
def test_half_signed_in_nothing_but_the_next_step_is_open(
    team: Team, stage: str, allowed: frozenset[str]
) -> None:
    for endpoint, method, path in routes(team.app):
        if endpoint in SIGNED_OUT | allowed:
            continue
        browser = team.signed_in(*TEAM_ROLES, name=f"{endpoint}-{method}", stage=stage)
        response = browser.client.open(path, method=method, base_url=HOST)
        if method == "GET":
            assert response.headers["Location"] in ("/sign-in/second", "/account/"), endpoint
        else:
            assert response.status_code == 401, endpoint


def test_an_account_that_nobody_vouched_for_has_no_role_in_force(team: Team) -> None:
    for endpoint, method, path in routes(team.app):
        if endpoint in ROLES:
            browser = team.signed_in(*TEAM_ROLES, name=f"{endpoint}-{method}", vouched="")
            response = browser.client.open(path, method=method, base_url=HOST)
            assert response.status_code == 403, endpoint


def test_what_needs_a_fresh_proof_asks_for_it(team: Team) -> None:
    for endpoint, method, path in routes(team.app):
        if endpoint in CONFIRM:
            browser = team.signed_in(*TEAM_ROLES, name=f"{endpoint}-{method}")
            response = browser.client.open(path, method=method, base_url=HOST)
            assert response.headers["Location"] == "/confirm/", endpoint


def test_a_route_that_is_in_no_table_is_refused_to_everybody(team: Team) -> None:
    team.app.add_url_rule("/forgotten", "forgotten", lambda: "an answer")
    for role in Role:
        assert team.signed_in(role.value).get("/forgotten").status_code == 403
    assert not may([role.value for role in Role], "forgotten")


def test_no_answer_is_open_to_an_admin_an_auditor_or_oversight() -> None:
    for endpoint in ROLES:
        if endpoint.partition(".")[0] in ("responses", "comments", "explore", "box"):
            assert not may(["admin"], endpoint)
            assert not may(["auditor"], endpoint)
            assert not may(["oversight"], endpoint)


def test_admin_is_given_with_no_other_role() -> None:
    assert problem_with(["admin", "coder"])
    assert problem_with(["admin"]) == ""
    assert problem_with(["coder", "analyst", "publisher"]) == ""


def test_unknown_roles_and_no_role_are_refused() -> None:
    assert "chief" in problem_with(["chief"])
    assert problem_with([])
