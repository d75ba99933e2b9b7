"""The choice of language: a plain form, kept with the answers under way and nowhere else.

No address names a language and there is no second cookie: what somebody reads is as much their
own affair as what they answer, and a link cannot change it for them.
"""

from __future__ import annotations

import dataclasses

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from survey.collect import rendering
from survey.collect.forms import CookieForm
from survey.collect.gates import go, require_ours
from survey.collect.parts import parts
from survey.collect.visit import Visit, visit

views = Blueprint("languages", __name__)

PRESSED = "language:"
"""How the value of a button begins that changes the language of a question page."""


@views.route("/language", methods=["GET", "POST"])
def language() -> str | Response:
    """Every language by its own name; choosing one leads back to where the answers are."""
    found = visit()
    if request.method == "GET":
        return rendering.page("language.html", token=found.token, back=_back(found))
    form = found.form(CookieForm)
    form.validate()
    require_ours(form)
    choose(found, request.form.get("go", ""))
    return go(_back(found))


def choose(found: Visit, pressed: str) -> None:
    """Keep the language that the button ``language:CODE`` names; 400 for one not offered."""
    code = pressed.removeprefix(PRESSED)
    if code not in parts().languages:
        abort(400)
    found.change(lambda state: dataclasses.replace(state, language=code))
    rendering.forget_language()


def _back(found: Visit) -> str:
    state = found.state
    if state.sent:
        return "/thank-you"
    if not state.questionnaire:
        return "/"
    return "/survey" if state.consent else "/consent"
