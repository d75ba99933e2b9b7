"""Form classes are made once, prefill what they can show, and give stored answers."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from hypothesis import given
from werkzeug.datastructures import MultiDict
from wtforms import Form

from survey.definition.model import Page
from survey.definition.questions import RESERVED
from survey.definition.routing import on_path, path
from survey.forms.build import form_class, from_answers, to_answers
from tests.survey.definition.walks import INSTRUMENT, NAMED, Given, walks

PARENT = INSTRUMENT["parent"]


def posted(page: Page, *pairs: tuple[str, str]) -> Form:
    form = form_class(page, PARENT.version, Form)(MultiDict(pairs))
    assert form.validate(), form.errors
    return form


def test_a_class_is_made_once_for_a_page_a_version_and_a_base() -> None:
    page = PARENT.page("ease")
    assert form_class(page, "v1", Form) is form_class(page, "v1", Form)
    assert form_class(page, "v1", Form) is not form_class(page, "v2", Form)
    assert form_class(page, "v1", Form) is not form_class(page, "v1")
    assert issubclass(form_class(page, "v1"), FlaskForm)


def test_a_page_form_has_csrf_protection_of_its_base() -> None:
    app = Flask(__name__)
    app.secret_key = "for this test"
    with app.test_request_context(method="POST", data={"ease": "very_easy"}):
        form = form_class(PARENT.page("ease"), PARENT.version)()
        assert not form.validate()
        assert list(form.errors) == ["csrf_token"]


def test_no_code_can_hide_a_part_of_the_form() -> None:
    with Flask(__name__).test_request_context():
        parts = {name for name in dir(FlaskForm(meta={"csrf": False})) if name[0].islower()}
    assert parts <= RESERVED


def test_a_borough_becomes_its_unit_when_answers_are_taken_over() -> None:
    page = PARENT.page("area")
    assert to_answers(page, posted(page, ("area", "bromley"))) == {"area": "SN"}
    assert to_answers(page, posted(page, ("area", "city"))) == {"area": "city"}
    assert to_answers(page, posted(page, ("area", "not_say"))) == {"area": "not_say"}


def test_a_kept_unit_is_not_prefilled_and_stays_when_nothing_new_is_chosen() -> None:
    page = PARENT.page("area")
    assert from_answers(page, {"area": "SN"}) == {}
    assert to_answers(page, posted(page, ("area", "")), {"area": "SN"}) == {"area": "SN"}
    assert to_answers(page, posted(page, ("area", "ealing")), {"area": "SN"}) == {"area": "WA"}
    assert to_answers(page, posted(page, ("area", ""))) == {}


def test_what_is_left_empty_is_no_answer() -> None:
    page = PARENT.page("first_contact")
    form = posted(page, ("voice", "tend_agree"), ("respect", ""))
    assert to_answers(page, form, {"respect": "tend_agree"}) == {"voice": "tend_agree"}


def test_unticking_everything_takes_the_answer_away() -> None:
    page = PARENT.page("why_not")
    assert to_answers(page, posted(page), {"why_not": ("language",)}) == {}


def test_two_questions_that_fill_one_variable_use_its_name() -> None:
    staff = INSTRUMENT["staff"]
    page = staff.page("role_police")
    form = form_class(page, staff.version, Form)(MultiDict({"role": "response"}))
    assert form.validate()
    assert to_answers(page, form) == {"role": "response"}


@given(walks())
def test_a_page_sent_back_as_it_was_shown_changes_nothing(walk: tuple[str, Given]) -> None:
    questionnaire = NAMED[walk[0]]
    given = on_path(questionnaire, walk[1])
    for page in path(questionnaire, given):
        own = {v.code: given[v.code] for v in page.variables() if v.code in given}
        kind = form_class(page, questionnaire.version, Form)
        again = kind(as_post(kind(data=from_answers(page, own))))
        assert again.validate(), again.errors
        assert to_answers(page, again, own) == own


def as_post(shown: Form) -> MultiDict[str, str]:
    post: MultiDict[str, str] = MultiDict()
    for name, value in shown.data.items():
        post.setlist(name, [value] if isinstance(value, str) else list(value))
    return post


@pytest.mark.parametrize("value", ["zz", ("zz",), ("very_easy",), 7, None])
def test_a_stored_value_that_does_not_fit_shows_as_unanswered(value: object) -> None:
    form = form_class(PARENT.page("ease"), PARENT.version, Form)(data={"ease": value})
    assert form.data == {"ease": ""}
