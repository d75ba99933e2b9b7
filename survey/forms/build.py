"""Form classes from pages, and answers from forms.

``form_class(page, version)`` is made once per page and version. Its field names are the
codes of the page's variables; the labels of fields are English, for logs and tests: pages show
the texts of the questions in the reader's language, and errors come in the language of the
form's ``Meta.get_translations``.
"""

from __future__ import annotations

import types
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form

from survey.definition.model import Answers, Page, Question
from survey.forms.fields import BUILDERS

Given = dict[str, "str | tuple[str, ...]"]

_CLASSES: dict[tuple[str, str, type[Form]], type[Form]] = {}


def form_class(page: Page, version: str, base: type[Form] = FlaskForm) -> type[Form]:
    """The form class of a page; ``base`` brings the CSRF protection and the language.

    ``version`` is the questionnaire's: with the page's key it names the class for good.
    """
    key = (version, page.key, base)
    if key not in _CLASSES:
        _CLASSES[key] = _made(page, base)
    return _CLASSES[key]


def from_answers(page: Page, answers: Answers) -> Given:
    """What to prefill a page's form with: its answers, as far as its options show them.

    A select that keeps less than was chosen is not prefilled: the page shows what is kept.
    """
    return {
        code: answers[code]
        for question in page.questions
        if not question.coarse
        for code in question.variable_codes
        if code in answers
    }


def to_answers(page: Page, form: Form, kept: Answers | None = None) -> Given:
    """The page's answers from its valid form, as stored codes; what is empty is left out.

    A select that keeps less than was chosen cannot be prefilled, so leaving it empty keeps what
    ``kept`` holds.
    """
    given: Given = {}
    for question in page.questions:
        for code in question.variable_codes:
            value = form[code].data
            if value:
                given[code] = _stored(question, value)
            elif question.coarse and kept and code in kept:
                given[code] = kept[code]
    return given


def _stored(question: Question, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return question.by_code[value].kept if question.coarse and isinstance(value, str) else value


def _made(page: Page, base: type[Form]) -> type[Form]:
    attributes: dict[str, Any] = {"__module__": __name__}
    for question in page.questions:
        attributes.update(BUILDERS[question.kind](question))
    name = f"{page.key.title().replace('_', '')}Form"
    return types.new_class(name, (base,), exec_body=lambda namespace: namespace.update(attributes))
