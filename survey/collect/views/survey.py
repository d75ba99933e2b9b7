"""The questions: one page at a time, each kept at once, the route worked out every time."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, current_app, request
from werkzeug.wrappers import Response
from wtforms import Form

from survey.collect.forms import CookieForm
from survey.collect.gates import go, require_consent, require_ours, stop
from survey.collect.journey import AFTER, Journey, Path, answered, replaced
from survey.collect.progress import StorageError
from survey.collect.rendering import QuestionPages, language
from survey.collect.state import State
from survey.collect.views.languages import PRESSED, choose
from survey.collect.visit import Visit
from survey.definition.model import Page, Section
from survey.forms.build import form_class, to_answers
from survey.logging import log

views = Blueprint("survey", __name__)

PAGES = "question pages"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question page as one respondent stands before it."""

    visit: Visit
    journey: Journey
    path: Path
    page: Page
    number: int
    change: bool

    @property
    def back(self) -> str:
        """Where the back link leads."""
        if self.change:
            return AFTER[self.page.section]
        return self.journey.before(self.path, self.page)


@views.get("/survey")
def resume() -> Response:
    """On to the first page that was not yet left by "Continue"."""
    visit, journey = require_consent()
    path = journey.path(visit.state.answers, Section.MAIN)
    return go(journey.following(path, visit.state.reached, Section.MAIN))


@views.get("/survey/<int:number>")
def show(number: int) -> str:
    """A question or an information page."""
    return _show(Section.MAIN, number)


@views.get("/about-you/<int:number>")
def show_equality(number: int) -> str:
    """An equality question."""
    return _show(Section.EQUALITY, number)


@views.post("/survey/<int:number>")
def answer(number: int) -> Response | tuple[str, int]:
    """Keep what was answered, and go on."""
    return _answer(Section.MAIN, number)


@views.post("/about-you/<int:number>")
def answer_equality(number: int) -> Response | tuple[str, int]:
    """Keep an answer to an equality question, and go on."""
    return _answer(Section.EQUALITY, number)


def _asked(section: Section, number: int) -> Asked:
    visit, journey = require_consent()
    page = journey.page(section, number)
    if page is None:
        abort(404)
    if visit.state.envelope:
        stop("/send")
    path = journey.path(visit.state.answers, section)
    if page not in path:
        stop("/survey" if section is Section.MAIN else "/check")
    return Asked(visit, journey, path, page, number, "change" in request.args)


def _pages() -> QuestionPages:
    found = current_app.extensions[PAGES]
    assert isinstance(found, QuestionPages)
    return found


def _show(section: Section, number: int) -> str:
    asked = _asked(section, number)
    visit, page = asked.visit, asked.page
    if answered(page, visit.state.answers):
        return _pages().filled(visit, asked.journey, page, asked.back, change=asked.change)
    return _pages().unanswered(asked.journey, page, visit.token, asked.back, asked.change)


def _answer(section: Section, number: int) -> Response | tuple[str, int]:
    asked = _asked(section, number)
    visit, page = asked.visit, asked.page
    form = visit.form(form_class(page, asked.journey.questionnaire.version, CookieForm))
    good = form.validate()
    require_ours(form)
    pressed = request.form.get("go", "")
    if pressed.startswith(PRESSED):
        choose(visit, pressed)
        good = form.validate()  # again, for its words are now in the other language
    if pressed != "clear" and not good:
        return _again(asked, {name: said[0] for name, said in form.errors.items()}), 422
    try:
        state = visit.change(partial(_kept, asked, form, pressed))
    except StorageError as error:
        log("not_stored", error)
        return _again(asked, {"": _not_kept()}), 503
    return go(_onward(asked, state, pressed))


def _kept(asked: Asked, form: Form, pressed: str, state: State) -> State:
    """The state with this page's answers in it."""
    given = {} if pressed == "clear" else to_answers(asked.page, form, state.answers)
    answers = replaced(asked.page, state.answers, given)
    changes: dict[str, object] = {"answers": answers}
    if asked.page.section is Section.MAIN and not pressed.startswith(PRESSED):
        if not asked.change:
            changes["reached"] = max(state.reached, asked.number)
        changes["todo"] = _todo(asked, state, answers)
    return dataclasses.replace(state, **changes)  # type: ignore[arg-type]


def _todo(asked: Asked, state: State, answers: dict[str, str | tuple[str, ...]]) -> tuple[int, ...]:
    """Pages that a change on the check page has opened and that were not seen yet."""
    if not asked.change:
        return ()
    after = asked.journey.path(answers, Section.MAIN)
    numbers = {asked.journey.number(page) for page in after}
    opened = asked.journey.opened(asked.path, after, answers)
    return tuple(sorted(({*state.todo, *opened} & numbers) - {asked.number}))


def _onward(asked: Asked, state: State, pressed: str) -> str:
    section = asked.page.section
    if pressed.startswith(PRESSED):
        return asked.journey.address(asked.page) + ("?change=1" if asked.change else "")
    if pressed == "finish":
        return AFTER[section]
    if asked.change:
        return f"/survey/{state.todo[0]}?change=1" if state.todo else AFTER[section]
    path = asked.journey.path(state.answers, section)
    return asked.journey.following(path, asked.number, section)


def _again(asked: Asked, errors: dict[str, str]) -> str:
    """The same page with what was typed and what is to be done about it."""
    typed = {name: request.form.getlist(name) for name in request.form}
    return _pages().filled(
        asked.visit, asked.journey, asked.page, asked.back,
        typed=typed, errors=errors, change=asked.change,
    )  # fmt: skip


def _not_kept() -> str:
    return language().catalogue.gettext(
        "We could not keep this answer just now. What you typed is still here, and what you "
        "answered before is safe. Wait a moment and press “Continue” again."
    )
