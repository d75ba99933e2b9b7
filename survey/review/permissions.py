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
    Role.CODER: "reads masked comments and codes them; may be the reviewer on duty",
    Role.ANALYST: "opens the box, sees tables, reads a response for a reason, makes releases",
    Role.PUBLISHER: "opens the box, sees tables, makes and publishes releases with a second person",
    Role.ADMIN: "keeps the accounts, reads the questionnaires; sees no answer",
    Role.AUDITOR: "reads the audit log and the questionnaires; sees no answer",
    Role.OVERSIGHT: "reads what has been published and nothing else",
}

TEAM = frozenset({Role.CODER, Role.ANALYST, Role.PUBLISHER})
OPENERS = frozenset({Role.ANALYST, Role.PUBLISHER})
CODERS = frozenset({Role.CODER})
ANALYSTS = frozenset({Role.ANALYST})
PUBLISHERS = frozenset({Role.PUBLISHER})
ADMINS = frozenset({Role.ADMIN})
AUDITORS = frozenset({Role.AUDITOR})
NOT_OVERSIGHT = frozenset(Role) - {Role.OVERSIGHT}
READERS = frozenset({Role.ANALYST, Role.PUBLISHER, Role.OVERSIGHT})

SIGNED_OUT = frozenset({"static", "sign_in.form", "sign_in.submit"})
"""Endpoints that need no account."""

SECOND_STAGE = frozenset({"sign_in.second", "sign_in.second_submit", "sign_in.sign_out"})
"""All that can be done between the passphrase and the second factor."""

OWN_ACCOUNT = frozenset(
    {
        "account.overview",
        "account.passphrase",
        "account.authenticator",
        "account.passkey",
        "account.remove_passkey",
        "account.codes",
        "account.finish",
        "account.end_sessions",
        "sign_in.sign_out",
    }
)
"""What everybody may do with their own account; all that can be done before it is set up."""

SELF = OWN_ACCOUNT | {"home.overview", "confirm.form", "confirm.submit"}
"""Endpoints for everybody who is signed in, whatever their roles."""

ROLES: dict[str, frozenset[Role]] = {
    "box.status_view": TEAM,
    "box.open_form": OPENERS,
    "box.open_submit": OPENERS,
    "box.lane_view": TEAM,
    "box.lane_take": OPENERS,
    "box.lane_drop": OPENERS,
    "responses.listing": ANALYSTS,
    "responses.one": ANALYSTS,
    "responses.read": ANALYSTS,
    "comments.listing": TEAM,
    "comments.one": TEAM,
    "comments.redact": TEAM,
    "comments.reveal": CODERS,
    "work.next_task": CODERS,
    "work.submit": CODERS,
    "work.change": CODERS,
    "work.change_submit": CODERS,
    "work.pause": CODERS,
    "work.go_on": CODERS,
    "work.progress_page": TEAM,
    "urgent.listing": frozenset({Role.CODER, Role.PUBLISHER}),
    "urgent.duty": PUBLISHERS,
    "urgent.one": CODERS,
    "urgent.nothing": CODERS,
    "urgent.refer": CODERS,
    "urgent.confirm": CODERS,
    "urgent.send_back": CODERS,
    "urgent.outcome": CODERS,
    "coverage.page": TEAM,
    "coverage.targets": OPENERS,
    "coverage.open_wave": PUBLISHERS,
    "coverage.close_wave": PUBLISHERS,
    "quality.page": TEAM,
    "quality.enlarge": ANALYSTS,
    "quality.train": ANALYSTS,
    "quality.adopt": ANALYSTS,
    "quality.drop": ANALYSTS,
    "explore.listing": OPENERS,
    "explore.by": OPENERS,
    "releases.listing": READERS,
    "releases.one": READERS,
    "releases.create": OPENERS,
    "releases.summary": READERS,
    "releases.tables": READERS,
    "releases.check": OPENERS,
    "releases.report": OPENERS,
    "releases.again": OPENERS,
    "releases.discard": OPENERS,
    "releases.ask": OPENERS,
    "releases.take_back": OPENERS,
    "releases.publish": PUBLISHERS,
    "releases.withdraw": PUBLISHERS,
    "exports.one": OPENERS,
    "exports.make": OPENERS,
    "exports.fetch": OPENERS,
    "exports.remove": OPENERS,
    "quotes.listing": OPENERS,
    "quotes.propose": OPENERS,
    "quotes.approve": OPENERS,
    "quotes.remove": OPENERS,
    "recommendations.listing": OPENERS,
    "recommendations.one": OPENERS,
    "recommendations.add": OPENERS,
    "recommendations.change": OPENERS,
    "recommendations.update": OPENERS,
    "recommendations.assessment": OPENERS,
    "instrument.listing": NOT_OVERSIGHT,
    "instrument.one": NOT_OVERSIGHT,
    "instrument.changes": NOT_OVERSIGHT,
    "jobs.one": TEAM,
    "jobs.code": frozenset({Role.CODER, Role.ANALYST}),
    "jobs.cancel": TEAM,
    "people.listing": ADMINS | PUBLISHERS,
    "people.add": ADMINS,
    "people.change": ADMINS,
    "people.reset": ADMINS,
    "people.close": ADMINS,
    "people.vouch": PUBLISHERS,
    "log.listing": AUDITORS,
    "log.head": AUDITORS,
}
"""Endpoint -> the roles that may call it. A test goes through every route and role."""

CONFIRM: dict[str, str] = {
    "box.open_form": "box.open_form",
    "box.open_submit": "box.open_form",
    "box.lane_take": "box.lane_view",
    "box.lane_drop": "box.lane_view",
    "coverage.open_wave": "coverage.page",
    "coverage.close_wave": "coverage.page",
    "releases.tables": "releases.one",
    "releases.publish": "releases.one",
    "releases.withdraw": "releases.one",
    "exports.make": "exports.one",
    "exports.fetch": "exports.one",
    "comments.reveal": "comments.one",
    "account.passphrase": "account.overview",
    "account.authenticator": "account.overview",
    "account.passkey": "account.overview",
    "account.remove_passkey": "account.overview",
    "account.codes": "account.overview",
}
"""Endpoint that wants a fresh proof of who asks -> the page to come back to."""


def may(roles: Iterable[str], endpoint: str) -> bool:
    """Whether somebody who is signed in may call the endpoint; no for an unknown one."""
    return endpoint in SELF or bool(ROLES.get(endpoint, frozenset()).intersection(roles))


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
