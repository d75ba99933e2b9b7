"""The codebook: every variable of every questionnaire, for the analysis and for readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from survey.definition.model import (
    MISSING_CODES,
    Kind,
    Page,
    Question,
    Questionnaire,
    Text,
    Variable,
)
from survey.definition.words import asked_of

FORMAT = "heard-codebook-1"

Say = Callable[[Text], str]
"""A text in the language of a reader."""


def document(questionnaires: Mapping[str, Questionnaire], say: Say = str) -> dict[str, Any]:
    """The codebook as plain data, ready for JSON (docs/release-format.md describes it).

    ``say`` translates what people saw; whom a question is asked of stays English.
    """
    return {
        "format": FORMAT,
        "questionnaires": {key: _one(value, say) for key, value in questionnaires.items()},
    }


def _one(questionnaire: Questionnaire, say: Say) -> dict[str, Any]:
    beside = _beside(questionnaire, say)
    return {
        "title": say(questionnaire.title),
        "version": questionnaire.version,
        "variables": [
            {**_variable(variable, questionnaire, say), **beside[code]}
            for code, variable in questionnaire.variables().items()
        ],
    }


def _variable(variable: Variable, questionnaire: Questionnaire, say: Say) -> dict[str, Any]:
    codes = [option.code for option in variable.options]
    return {
        "code": variable.code,
        "kind": variable.kind.value,
        "label": say(variable.label),
        "options": [{"code": o.code, "label": say(o.label)} for o in variable.options],
        "missing": [code for code in codes if code in MISSING_CODES],
        "scale": variable.scale,
        "favourable": [code for code in codes if code in variable.favourable],
        "mirror": variable.mirror,
        "stage": variable.stage,
        "asked": asked_of(questionnaire, variable.code),
    }


def _beside(questionnaire: Questionnaire, say: Say) -> dict[str, dict[str, str]]:
    """Variable -> what people read before it (``lead``) and below it (``hint``)."""
    found: dict[str, dict[str, str]] = {}
    for page in questionnaire.pages:
        for question in page.questions:
            hint = say(question.hint) if question.hint else ""
            told = {"lead": _lead(page, question, say), "hint": hint}
            for code in question.variable_codes:
                found.setdefault(code, told)
    return found


def _lead(page: Page, question: Question, say: Say) -> str:
    """The lead of the page for its first question, then the stem of a set of statements."""
    texts = list(page.lead) if question is page.questions[0] else []
    if question.kind is Kind.SET:
        texts.append(question.text)
    return " ".join(say(text) for text in texts)
