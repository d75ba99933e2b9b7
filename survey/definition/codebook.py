"""The codebook: every variable of every questionnaire, for the analysis and for readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.definition.model import MISSING_CODES, Questionnaire, Variable
from survey.definition.words import asked_of

FORMAT = "heard-codebook-1"


def document(questionnaires: Mapping[str, Questionnaire]) -> dict[str, Any]:
    """The codebook as plain data, ready for JSON (ARCHITECTURE.md describes it)."""
    return {
        "format": FORMAT,
        "questionnaires": {key: _one(value) for key, value in questionnaires.items()},
    }


def _one(questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "title": questionnaire.title.source,
        "version": questionnaire.version,
        "variables": [
            _variable(variable, questionnaire) for variable in questionnaire.variables().values()
        ],
    }


def _variable(variable: Variable, questionnaire: Questionnaire) -> dict[str, Any]:
    codes = [option.code for option in variable.options]
    return {
        "code": variable.code,
        "kind": variable.kind.value,
        "label": variable.label.source,
        "options": [{"code": o.code, "label": o.label.source} for o in variable.options],
        "missing": [code for code in codes if code in MISSING_CODES],
        "scale": variable.scale,
        "favourable": [code for code in codes if code in variable.favourable],
        "mirror": variable.mirror,
        "stage": variable.stage,
        "asked": asked_of(questionnaire, variable.code),
    }
