"""Who may see what: one table of endpoints and roles. What is not in it, nobody may see."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a member of the team may do. Roles combine, except ``admin`` with any other."""

    CODER = "coder"
    ANALYST = "analyst"
    PUBLISHER = "publisher"
    ADMIN = "admin"
    AUDITOR = "auditor"
    OVERSIGHT = "oversight"


DESCRIPTIONS = {
    Role.CODER: "reads masked comments and codes them",
    Role.ANALYST: "opens the box, sees responses and tables, makes releases",
    Role.PUBLISHER: "opens the box, makes and publishes releases, with a second person",
    Role.ADMIN: "keeps the accounts; sees no answer",
    Role.AUDITOR: "reads the audit log and nothing else",
    Role.OVERSIGHT: "reads what has been released and nothing else",
}

TEAM = frozenset({Role.CODER, Role.ANALYST, Role.PUBLISHER})
OPENERS = frozenset({Role.ANALYST, Role.PUBLISHER})
READERS = frozenset({Role.ANALYST, Role.PUBLISHER, Role.OVERSIGHT})
ANY = frozenset(Role)

SIGNED_OUT = frozenset({"static", "sign_in.form", "sign_in.submit"})
"""Endpoints that need no account."""

SIGNED_IN: dict[str, frozenset[Role]] = {
    "home.overview": ANY,
    "sign_in.sign_out": ANY,
    "box.status_view": TEAM,
    "box.open_form": OPENERS,
    "box.open_submit": OPENERS,
    "responses.listing": frozenset({Role.ANALYST}),
    "responses.one": frozenset({Role.ANALYST}),
    "comments.listing": TEAM,
    "comments.one": TEAM,
    "explore.listing": OPENERS,
    "releases.listing": READERS,
    "releases.one": READERS,
    "releases.create": OPENERS,
    "releases.summary": READERS,
    "releases.tables": READERS,
    "jobs.one": TEAM,
    "jobs.code": frozenset({Role.CODER, Role.ANALYST}),
    "jobs.cancel": TEAM,
}
"""Endpoint -> the roles that may call it. A test goes through every route and role."""


def may(roles: Iterable[str], endpoint: str) -> bool:
    """Whether somebody with these roles may call the endpoint; no for an unknown one."""
    return bool(SIGNED_IN.get(endpoint, frozenset()).intersection(roles))


def problem_with(roles: Iterable[str]) -> str:
    """Why these roles cannot be given together; empty when they can."""
    wanted = set(roles)
    unknown = sorted(wanted - {role.value for role in Role})
    if unknown:
        return f"There is no role {', '.join(unknown)}. Roles: {', '.join(Role)}."
    if not wanted:
        return "An account needs at least one role."
    if Role.ADMIN in wanted and len(wanted) > 1:
        return "An admin keeps accounts and sees no answers: give no other role beside it."
    return ""
