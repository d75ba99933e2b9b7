"""From the check page to the thank-you page."""

from __future__ import annotations

import datetime
import time
from contextlib import ExitStack, suppress

from flask import Blueprint, request
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from survey.box import groups
from survey.box.envelope import TooLarge
from survey.box.pool import BoxClosed, NotStored
from survey.box.waves import Wave
from survey.collect import codes, details, rendering
from survey.collect.forms import SendForm
from survey.collect.gates import closed, go, require_code, require_consent, require_ours, stop
from survey.collect.journey import Journey
from survey.collect.parts import parts
from survey.collect.progress import StorageError, alone
from survey.collect.rendering import language
from survey.collect.rows import rows
from survey.collect.sending import Seal, Sealing, deliver
from survey.collect.visit import Visit, visit
from survey.definition.model import Option, Section, Text
from survey.definition.routing import to_seal
from survey.logging import log

views = Blueprint("finish", __name__)

LEAST_SECONDS = 3
"""Nobody reads the consent page and sends within this time; a machine does."""

WANT_CODE = Option("yes", Text("send", "Yes, give me a code"))


@views.get("/check")
def check() -> str:
    """Every answer, each with a link to change it."""
    found, journey = require_consent()
    state = found.state
    path = journey.path(state.answers, Section.MAIN)
    answers, skipped = rows(journey, path, state.answers)
    further = journey.following(path, state.reached, Section.MAIN)
    return rendering.page(
        "check.html", answers=answers, skipped=skipped,
        further=further if further != "/check" else "",
        equality=bool(journey.path(state.answers, Section.EQUALITY)),
        back=journey.address(path[-1]) if further == "/check" and path else "/survey",
    )  # fmt: skip


@views.route("/send", methods=["GET", "POST"])
def send() -> str | Response | tuple[str, int]:
    """The last page: what happens on sending, and the button."""
    found, journey = require_consent()
    require_code(found)
    wave = parts().wave.now()
    if wave is None:
        closed()
    if not to_seal(journey.questionnaire, found.state.answers):
        stop("/check")
    if details.open_texts(journey, found.state):
        stop("/details")
    if request.method == "GET":
        return _send(found, journey, wave)
    form = found.form(SendForm)
    if not form.validate():
        require_ours(form)
        return _send(found, journey, wave, _first(form.errors)), 422
    if time.time() - found.state.began < LEAST_SECONDS:
        return _send(found, journey, wave, {"": _too_quick()}), 422
    return _deliver(found, journey, wave, wants_code=form.wants_code)


def _first(errors: dict[str, list[str]]) -> dict[str, str]:
    return {name: said[0] for name, said in errors.items()}


def _deliver(
    found: Visit, journey: Journey, wave: Wave, *, wants_code: bool
) -> str | Response | tuple[str, int]:
    try:
        _seal_and_deliver(found, journey, wave, wants_code=wants_code)
    except TooLarge:
        return _send(found, journey, wave, {"": _too_long()}), 422
    except BoxClosed:
        closed()
    except (NotStored, StorageError, DBAPIError, OSError) as error:
        log("not_stored", error)
        return _send(found, journey, wave, {"": _not_sent()}), 503
    return go("/thank-you")


def _seal_and_deliver(found: Visit, journey: Journey, wave: Wave, *, wants_code: bool) -> None:
    """Seal, store and count. With a group's code nobody else sends between the look at what the
    group has left and the count, so that no more answers go unmarked than it has people."""
    group = found.state.group
    with ExitStack() as turn:
        if group:
            turn.enter_context(alone(parts().sending_lock))
        look = not _has_room(found, journey, wave) or parts().flood.another()
        sealing = Sealing(journey, _seal(wave, look=look, wants_code=wants_code))
        found.change(sealing, durable=True)
        if not group:
            turn.enter_context(alone(parts().sending_lock))
        if deliver(found, parts().engine, sealing.mine) and group:
            groups.count(parts().engine, wave.name, journey.questionnaire.key, group)


def _seal(wave: Wave, *, look: bool, wants_code: bool) -> Seal:
    code = codes.new() if wants_code else ""
    tag = codes.withdrawal_tag(code) if code else ""
    today = datetime.datetime.now(datetime.UTC).date()
    return Seal(wave, language().code, today, code, tag, look)


def _has_room(found: Visit, journey: Journey, wave: Wave) -> bool:
    """Whether the group's code still had room while this was written; True without a code.

    A code of another wave is forgotten and asked for again: the answers stay.
    """
    if not found.state.group:
        return True
    try:
        return groups.has_room(
            parts().engine, wave.name, journey.questionnaire.key, found.state.group
        )
    except groups.UnknownCode:
        found.replace(group="")
        stop("/code")


def _send(found: Visit, journey: Journey, wave: Wave, errors: dict[str, str] | None = None) -> str:
    path = journey.path(found.state.answers, Section.EQUALITY)
    about_you, _ = rows(journey, path, found.state.answers)
    return rendering.page(
        "send.html", about_you=about_you, errors=errors or {}, token=found.token,
        choices=[WANT_CODE], chosen=request.form.getlist("code"),
        withdraw_until=rendering.day(wave.withdraw_until),
        back=journey.address(path[-1]) if path else "/check",
    )  # fmt: skip


@views.get("/thank-you")
def thank_you() -> str | Response:
    """Sent. Here the cookie is taken back; the page itself needs nothing from it."""
    found = visit()
    if found.state.questionnaire and not found.state.sent:
        return go("/survey")
    html = rendering.page(
        "thanks.html", code=found.state.code, host=request.host_url.rstrip("/"),
        withdraw_until=_withdraw_until(),
    )  # fmt: skip
    _say_goodbye(found)
    return html


def _say_goodbye(found: Visit) -> None:
    """End the visit. A chosen language stays, under a new cookie that knows nothing of the answers,
    so that the numbers to call can still be read."""
    chosen = found.state.language
    if not chosen:
        found.end()
    elif found.state.sent:
        with suppress(StorageError):
            found.restart()
            found.replace(language=chosen)


def _withdraw_until() -> str:
    wave = parts().wave.now()
    return rendering.day(wave.withdraw_until) if wave else ""


def _say(message: str) -> str:
    return language().catalogue.gettext(message)


def _not_sent() -> str:
    return _say(
        "Your answers were not sent: they could not be stored just now. Nothing is lost. Wait a "
        "minute and press “Send my answers” again."
    )


def _too_long() -> str:
    return _say(
        "Your answers are too long to be locked together. Nothing is lost. Go back, make one of "
        "your own texts shorter, and send again."
    )


def _too_quick() -> str:
    return _say("That was very quick. Nothing is lost. Wait a moment and press the button again.")
