"""Codes of six words: save answers and come back to them; take sent answers back."""

from __future__ import annotations

import dataclasses
import datetime

from flask import Blueprint, request
from werkzeug.wrappers import Response

from survey.box import waves, withdrawals
from survey.box.pool import NotStored
from survey.collect import codes, rendering
from survey.collect.drafts import DAYS
from survey.collect.forms import CookieForm, WordsForm
from survey.collect.gates import closed, go, require_consent, require_open, require_ours, stop
from survey.collect.parts import parts
from survey.collect.progress import StorageError
from survey.collect.state import State
from survey.collect.visit import Visit, visit
from survey.logging import log

views = Blueprint("codes", __name__)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


@views.route("/save", methods=["GET", "POST"])
def save() -> str:
    """What saving means; then the code, shown once. The answers leave this browser."""
    found, _ = require_consent()
    if found.state.envelope:
        stop("/send")
    expires = _expires()
    if request.method == "GET":
        return rendering.page(
            "save.html", expires=rendering.day(expires), token=found.token,
            back="/survey",
        )  # fmt: skip
    form = found.form(CookieForm)
    form.validate()
    require_ours(form)
    code = codes.new()
    parts().drafts.save(code, found.state, expires)
    html = rendering.page("saved.html", code=code, expires=rendering.day(expires), host=_host())
    found.change(lambda _: State())  # from now on the new words alone lead to the answers
    found.end()
    return html


def _expires() -> datetime.date:
    """The last day of a draft: two weeks on, but never after the wave."""
    wave = parts().wave.now()
    if wave is None:
        closed()
    return min(_today() + datetime.timedelta(days=DAYS), wave.closes_on)


def _host() -> str:
    return request.host_url.rstrip("/")


@views.route("/come-back", methods=["GET", "POST"])
def come_back() -> str | Response | tuple[str, int]:
    """Six words bring the saved answers back into this browser."""
    require_open()
    if request.method == "GET":
        return _ask("come_back.html", {})
    code = _typed()
    found = visit()
    state = _opened(found, code) if code else State()
    if not state.questionnaire:
        return _ask("come_back.html", {"words": _not_found()}), 422
    if state.sent:
        return go("/thank-you")
    return go("/check" if state.answers else "/survey")


def _opened(found: Visit, code: str) -> State:
    """The answers that a code leads to, now in this browser; an empty state when there are none.

    The first opening ends the draft; a later one finds what has become of its answers.
    """
    place = parts().drafts.place(code)
    kept = parts().progress.read(place.secret)
    saved = parts().drafts.read(place, _today())
    if kept is None and saved is None:
        return State()
    fresh = dataclasses.replace(saved or State(), words=True)
    found.restart(place.secret)
    state = found.change(lambda now: now if kept or now.questionnaire else fresh, durable=True)
    parts().drafts.remove(place)
    return state


@views.route("/take-back", methods=["GET", "POST"])
def take_back() -> str | tuple[str, int]:
    """Six words take sent answers back. Nobody can say here whether they were right."""
    last = max((wave.withdraw_until for wave in waves.every(parts().engine)), default=None)
    if last is None or last < _today():
        return rendering.page("take_back.html", too_late=True)
    if request.method == "GET":
        return _ask("take_back.html", {}, until=rendering.day(last))
    code = _typed()
    if not code:
        return _ask("take_back.html", {"words": _no_code()}, until=rendering.day(last)), 422
    try:
        withdrawals.add(parts().engine, codes.withdrawal_tag(code))
    except NotStored as error:
        log("not_stored", error)
        raise StorageError("withdrawal") from None
    return rendering.page("take_back.html", noted=True)


def _typed() -> str:
    """The code in the form; "" when what was typed cannot be one."""
    form = visit().form(WordsForm)
    form.validate()
    require_ours(form)
    return codes.read(form.words.data or "")


def _ask(template: str, errors: dict[str, str], **values: str) -> str:
    typed = request.form.get("words", "")
    return rendering.page(template, errors=errors, typed=typed, token=visit().token, **values)


def _not_found() -> str:
    return rendering.language().catalogue.gettext(
        "We found no answers for these words. Check all six. After their last day, saved answers "
        "cannot be read by anyone."
    )


def _no_code() -> str:
    return rendering.language().catalogue.gettext(
        "These are not the six words of a code. Check all six and try again."
    )
