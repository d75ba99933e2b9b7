"""Before going on: help where somebody may be in danger, a look at identifying details."""

from __future__ import annotations

import dataclasses

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from survey.collect import details, rendering, urgent
from survey.collect.forms import CookieForm
from survey.collect.gates import go, require_consent, require_ours, stop
from survey.collect.journey import Journey
from survey.collect.state import State
from survey.collect.visit import Visit
from survey.definition.model import Section

views = Blueprint("care", __name__)


@views.get("/help-now")
def help_now() -> str:
    """Numbers to call, shown once after a text that reads as if somebody is in danger."""
    found, _ = require_consent()
    state = found.state
    texts = [words for words in state.answers.values() if isinstance(words, str)]
    dangers = urgent.found(texts)
    first = urgent.supports(dangers)
    return rendering.page("help_now.html", first=first, onward=state.onward or "/survey")


@views.route("/details", methods=["GET", "POST"])
def identifying() -> str | Response:
    """Texts with details that could identify somebody; on when there is none left to ask about."""
    found, journey = require_consent()
    if found.state.envelope:
        stop("/send")
    if request.method == "POST":
        _settle(found)
        return go("/details")
    return _ask(found, journey)


def _settle(found: Visit) -> None:
    form = found.form(CookieForm)
    form.validate()
    require_ours(form)
    pressed, _, code = request.form.get("go", "").partition(" ")
    if pressed not in ("remove", "keep") or code not in found.state.answers:
        abort(400)

    def settled(state: State) -> State:
        kept = (*(one for one in state.kept if one != code), code)
        answers = details.without(state, code) if pressed == "remove" else state.answers
        return dataclasses.replace(state, kept=kept, answers=answers)

    found.change(settled)


def _ask(found: Visit, journey: Journey) -> str | Response:
    texts = details.open_texts(journey, found.state)
    if not texts:
        path = journey.path(found.state.answers, Section.EQUALITY)
        return go(journey.following(path, 0, Section.EQUALITY))
    return rendering.page(
        "details.html", texts=texts, journey=journey, token=found.token, back="/check"
    )
