"""Every request of the team that changes something is an entry of the audit log."""

from __future__ import annotations

import inspect

from survey.review.permissions import ROLES, SECOND_STAGE, SELF, SIGNED_OUT
from tests.survey.review.team import Team
from tests.survey.review.test_permissions import routes

ELSEWHERE = {
    "work.submit": "a reading is its own record, with who gave it and when they began",
    "work.go_on": "nothing is kept of pauses",
    "account.finish": "it ends the setting up of an account; each step of it is an entry",
}
"""Endpoint -> why it needs no entry of its own."""


def source_of(team: Team, endpoint: str) -> str:
    """The view's code and that of the helpers of its module that it calls."""
    view = inspect.unwrap(team.app.view_functions[endpoint])
    module = inspect.getmodule(view)
    text = inspect.getsource(view)
    for name, helper in inspect.getmembers(module, inspect.isfunction):
        if f"{name}(" in text and helper.__module__ == view.__module__ and helper is not view:
            text += inspect.getsource(helper)
    return text


def changing(team: Team) -> set[str]:
    return {
        endpoint
        for endpoint, method, _ in routes(team.app)
        if method == "POST" and endpoint in set(ROLES) | SELF | SIGNED_OUT | SECOND_STAGE
    }


def test_every_post_route_writes_an_entry_or_says_why_not(team: Team) -> None:
    silent = {e for e in changing(team) if "note(" not in source_of(team, e)}
    assert silent == set(ELSEWHERE)
