"""The questions: one page at a time, each kept at once, the route worked out every time."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, current_app, request
from werkzeug.wrappers import Response
from wtforms import Form

from survey.collect import urgent
from survey.collect.forms import CookieForm
from survey.collect.gates import go, require_consent, require_ours, stop
from survey.collect.journey import AFTER, Journey, Path, answered, replaced
from survey.collect.progress import StorageError
from survey.collect.rendering import QuestionPages, language
from survey.collect.state import State
from survey.collect.views.languages import PRESSED, choose
from survey.collect.visit import Visit
from survey.definition.model import Answers, Kind, Page, Section
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
        return _in_other_words(asked, pressed)
    if pressed != "clear" and not good:
        return _again(asked, {name: said[0] for name, said in form.errors.items()}), 422
    try:
        helped = visit.state.helped
        state = visit.change(partial(_kept, asked, form, pressed))
    except StorageError as error:
        log("not_stored", error)
        return _again(asked, {"": _not_kept()}), 503
    return go(state.onward if state.helped == helped else "/help-now")


def _in_other_words(asked: Asked, pressed: str) -> Response | tuple[str, int]:
    """The same page in another language. What was typed is kept, or shown with its error."""
    choose(asked.visit, pressed)
    version = asked.journey.questionnaire.version
    form = asked.visit.form(form_class(asked.page, version, CookieForm))
    if not form.validate():
        return _again(asked, {name: said[0] for name, said in form.errors.items()}), 422

    def keep(state: State) -> State:
        given = to_answers(asked.page, form, state.answers)
        return dataclasses.replace(state, answers=replaced(asked.page, state.answers, given))

    asked.visit.change(keep)
    return go(asked.journey.address(asked.page) + ("?change=1" if asked.change else ""))


def _kept(asked: Asked, form: Form, pressed: str, state: State) -> State:
    """The state with this page's answers in it, and where to go from here."""
    given = {} if pressed == "clear" else to_answers(asked.page, form, state.answers)
    answers = replaced(asked.page, state.answers, given)
    changed = dataclasses.replace(state, answers=answers, kept=_still_kept(state, answers))
    if asked.page.section is Section.MAIN:
        stays = asked.change or pressed == "save"
        reached = state.reached if stays else max(state.reached, asked.number)
        changed = dataclasses.replace(changed, reached=reached, todo=_todo(asked, changed, state))
    onward = _onward(asked, changed, pressed)
    helped = changed.helped
    if asked.number not in helped and urgent.found(_texts(asked.page, given)):
        helped = (*helped, asked.number)
    return dataclasses.replace(changed, onward=onward, helped=helped)


def _still_kept(state: State, answers: Answers) -> tuple[str, ...]:
    """A text whose details were to stay is looked at again when it changes."""
    return tuple(code for code in state.kept if answers.get(code) == state.answers.get(code))


def _texts(page: Page, given: Answers) -> list[str]:
    """What was written in open answers of a page."""
    codes = [q.variable_codes[0] for q in page.questions if q.kind is Kind.TEXT]
    return [words for code in codes if isinstance(words := given.get(code), str)]


def _todo(asked: Asked, changed: State, before: State) -> tuple[int, ...]:
    """Pages that a change on the check page has opened and that were not seen yet."""
    if not asked.change:
        return ()
    after = asked.journey.path(changed.answers, Section.MAIN)
    numbers = {asked.journey.number(page) for page in after}
    opened = asked.journey.opened(asked.path, after, changed.answers)
    return tuple(sorted(({*before.todo, *opened} & numbers) - {asked.number}))


def _onward(asked: Asked, state: State, pressed: str) -> str:
    section = asked.page.section
    if pressed in ("finish", "save"):
        return "/save" if pressed == "save" else AFTER[section]
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
