"""From the start page to the first question: leaving quickly, which survey, consent."""

from __future__ import annotations

import dataclasses
import time

from flask import Blueprint, request
from werkzeug.wrappers import Response

from survey.collect import rendering
from survey.collect.forms import ConsentForm, WhichForm
from survey.collect.gates import go, require_code, require_open, require_ours, require_survey
from survey.collect.parts import parts
from survey.collect.state import State
from survey.collect.visit import visit
from survey.definition.model import Option, Text

views = Blueprint("start", __name__)

SURVEYS = ("parent", "carer", "staff")
AGREE = Option("yes", Text("consent", "I am 18 or over, and I want to take part"))


@views.get("/")
def start() -> str:
    """The start page; while no wave is open it says so."""
    require_open()
    return rendering.page("start.html")


@views.get("/before-you-start")
def before() -> str:
    """What the exit button does, and that it does not clear the browser's history."""
    require_open()
    return rendering.page("before.html", back="/")


@views.get("/under-18")
def under_18() -> str:
    """Younger people are shown where they can turn to."""
    return rendering.page("under18.html", back="/")


@views.route("/which", methods=["GET", "POST"])
def which() -> str | Response | tuple[str, int]:
    """The choice of survey. The first form: here the browser gets its cookie."""
    require_open()
    found = visit()
    if request.method == "GET":
        return _which()
    form = found.form(WhichForm)
    form.validate()
    require_ours(form)
    chosen = form.survey.data
    if chosen not in SURVEYS:
        return _which({"survey": _choose_one()}), 422
    found.change(lambda state: _chosen(state, chosen))
    return go("/consent")


def _chosen(state: State, questionnaire: str) -> State:
    """Going back to choose another survey starts it afresh; the same one keeps its answers."""
    if state.questionnaire == questionnaire and not state.sent:
        return state
    version = parts().journeys[questionnaire].questionnaire.version
    return State(questionnaire=questionnaire, version=version, language=state.language)


def _choose_one() -> str:
    return rendering.language().catalogue.gettext("Choose the one that is closest to you.")


def _which(errors: dict[str, str] | None = None) -> str:
    found = visit()
    journeys = parts().journeys
    choices = [
        Option(key, journeys[key].questionnaire.title, journeys[key].questionnaire.describes)
        for key in SURVEYS
    ]
    return rendering.page(
        "which.html", choices=choices, chosen=[found.state.questionnaire],
        errors=errors or {}, token=found.token, back="/before-you-start",
    )  # fmt: skip


@views.route("/consent", methods=["GET", "POST"])
def consent() -> str | Response | tuple[str, int]:
    """Consent with the limits of confidentiality: the one thing that cannot be skipped."""
    found, _ = require_survey()
    require_code(found)
    if request.method == "GET":
        return _consent()
    form = found.form(ConsentForm)
    if not form.validate():
        require_ours(form)
        return _consent({name: said[0] for name, said in form.errors.items()}), 422
    if not found.state.consent:
        now = int(time.time())
        found.change(lambda state: dataclasses.replace(state, consent=True, began=now))
    return go("/survey")


def _consent(errors: dict[str, str] | None = None) -> str:
    found = visit()
    return rendering.page(
        "consent.html", choices=[AGREE], chosen=["yes"] if found.state.consent else [],
        staff=found.state.questionnaire == "staff", errors=errors or {}, token=found.token,
        back="/which",
    )  # fmt: skip
