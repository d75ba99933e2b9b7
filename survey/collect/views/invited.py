"""The code of a group: asked once, before consent, where a wave was opened to invited groups."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from survey.box import groups
from survey.collect import rendering
from survey.collect.forms import GroupForm
from survey.collect.gates import closed, go, require_ours, require_survey
from survey.collect.parts import parts
from survey.collect.rendering import language
from survey.collect.visit import Visit, visit

views = Blueprint("invited", __name__)


@views.route("/code", methods=["GET", "POST"])
def code() -> str | Response | tuple[str, int]:
    """A box to type the code into. It travels in a form, never in an address."""
    found, journey = require_survey()
    wave = parts().wave.now()
    if wave is None:
        closed()
    if found.state.group or not parts().wave.asks_code(journey.questionnaire.key):
        return _onward(found)
    if request.method == "GET":
        return _ask()
    form = found.form(GroupForm)
    form.validate()
    require_ours(form)
    try:
        typed = form.group.data or ""
        name = groups.check(parts().engine, wave.name, journey.questionnaire.key, typed)
    except groups.GroupError as problem:
        return _ask(_used_up() if isinstance(problem, groups.UsedUp) else _unknown(typed)), 422
    found.replace(group=name)
    return _onward(found)


def _onward(found: Visit) -> Response:
    """To the consent page; whoever was asked for a code while answering goes back to that."""
    return go("/survey" if found.state.consent else "/consent")


def _ask(error: str = "") -> str:
    found = visit()
    return rendering.page(
        "code.html", errors={"group": error} if error else {}, token=found.token,
        typed=request.form.get("group", ""), under_way=found.state.consent, back="/which",
    )  # fmt: skip


def _unknown(typed: str) -> str:
    say = language().catalogue.gettext
    if not groups.clean(typed):
        return say("Type the code that is printed on your sheet.")
    return say(
        "We do not know this code. It has 12 letters and numbers. Check it against your sheet and "
        "try again."
    )


def _used_up() -> str:
    return language().catalogue.gettext(
        "This code has been used as often as your group has people. Ask the person who gave you "
        "the sheet for a new one. Nothing about you was kept."
    )
