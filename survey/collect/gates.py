"""Who may see which page: an open wave first, then a choice, then consent, then questions."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, make_response, redirect
from werkzeug.wrappers import Response

from survey.collect import rendering
from survey.collect.journey import Journey
from survey.collect.parts import parts
from survey.collect.visit import Visit, visit


def go(address: str) -> Response:
    """On to another page of ours; the browser gets it, whatever it sent here."""
    return redirect(address, 303)


def stop(address: str) -> NoReturn:
    """End the request by going to another page."""
    abort(go(address))


def require_open() -> None:
    """Show "not open now" when no wave takes answers: nothing is asked then."""
    if parts().wave.now() is None:
        closed()


def closed() -> NoReturn:
    """Say that the survey is not open. Help stands on the page all the same."""
    under_way = bool(visit().state.questionnaire)
    abort(make_response(rendering.page("closed.html", under_way=under_way), 503))


def require_survey() -> tuple[Visit, Journey]:
    """The visit of somebody who has chosen a survey."""
    require_open()
    found = visit()
    if found.secret is None:
        stop("/ended")
    if found.state.sent:
        stop("/thank-you")
    journey = parts().journeys.get(found.state.questionnaire)
    if journey is None:
        stop("/ended")
    return found, journey


def require_code(found: Visit) -> None:
    """Ask for the group's code first, where this wave wants one and none was given yet."""
    if parts().wave.asks_code(found.state.questionnaire) and not found.state.group:
        stop("/code")


def require_consent() -> tuple[Visit, Journey]:
    """The visit of somebody who answers."""
    found, journey = require_survey()
    if not found.state.consent:
        stop("/consent")
    return found, journey


def require_ours(form: object) -> None:
    """Refuse a post that does not carry this browser's token."""
    if "token" in getattr(form, "errors", {}):
        abort(400, "expired")
