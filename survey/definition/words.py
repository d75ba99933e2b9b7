"""A condition in plain words: "Asked of those who reported it themselves"."""

from __future__ import annotations

from survey.definition.model import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    Is,
    Not,
    Page,
    Questionnaire,
    Route,
)
from survey.definition.reference import listed

EVERYBODY = "everybody"


def asked_of(questionnaire: Questionnaire, variable: str) -> str:
    """Whom a variable is asked of, as one sentence without a full stop."""
    pages = [page for page in questionnaire.pages if variable in {v.code for v in page.variables()}]
    return "Asked of " + "; or ".join(people(questionnaire, page) for page in pages)


def people(questionnaire: Questionnaire, page: Page) -> str:
    """Who sees a page: "those who …", or "everybody"."""
    return EVERYBODY if page.when is None else said(questionnaire, page.when)


def said(questionnaire: Questionnaire, condition: Condition) -> str:
    """Whom a condition is true of: "those who …"."""
    return _words(condition, questionnaire)


def _words(condition: Condition, questionnaire: Questionnaire) -> str:
    match condition:
        case Route(_, words, _):
            return words
        case AllOf(parts):
            return _together(parts, questionnaire)
        case AnyOf(parts):
            return ", or ".join(_words(part, questionnaire) for part in parts)
        case Not(part):
            return f"{EVERYBODY} except {_words(part, questionnaire)}"
        case Answered(variable):
            return f"those who answered “{_question(variable, questionnaire)}”"
        case Is(variable, codes):
            labels = _labels(variable, codes, questionnaire)
            return f"those who said {labels} to “{_question(variable, questionnaire)}”"


def _together(parts: tuple[Condition, ...], questionnaire: Questionnaire) -> str:
    """All the "those who" first, then all the exceptions."""
    seen = [_words(part, questionnaire) for part in parts if not isinstance(part, Not)]
    less = [_words(part.part, questionnaire) for part in parts if isinstance(part, Not)]
    words = " who are also ".join(seen) or EVERYBODY
    return f"{words}, except {listed(less, 'and')}" if less else words


def _question(variable: str, questionnaire: Questionnaire) -> str:
    return questionnaire.variables()[variable].label.source


def _labels(variable: str, codes: frozenset[str], questionnaire: Questionnaire) -> str:
    options = questionnaire.variables()[variable].options
    return listed([f"“{option.label}”" for option in options if option.code in codes])
