"""The codebook describes every variable, and whom it is asked of, in plain words."""

from __future__ import annotations

import json
from typing import Any

from survey.definition.codebook import document
from survey.definition.model import MISSING_CODES
from tests.survey.definition.walks import FEATURES, INSTRUMENT

BOOK = json.loads(json.dumps(document(INSTRUMENT)))


def variables(questionnaire: str) -> dict[str, dict[str, Any]]:
    return {v["code"]: v for v in BOOK["questionnaires"][questionnaire]["variables"]}


def test_the_document_names_its_format_and_the_versions() -> None:
    assert BOOK["format"] == "heard-codebook-1"
    for key, part in BOOK["questionnaires"].items():
        assert part["version"] == INSTRUMENT[key].version
        assert part["title"] == INSTRUMENT[key].title.source


def test_every_variable_is_there_once_with_the_contracts_keys() -> None:
    for key, questionnaire in INSTRUMENT.items():
        codes = [v["code"] for v in BOOK["questionnaires"][key]["variables"]]
        assert codes == list(questionnaire.variables())
        for variable in variables(key).values():
            assert list(variable) == [
                "code", "kind", "label", "options", "missing", "scale", "favourable", "mirror",
                "stage", "asked", "lead", "hint",
            ]  # fmt: skip


def test_an_area_has_the_units_that_are_kept_and_no_borough() -> None:
    codes = [option["code"] for option in variables("parent")["area"]["options"]]
    assert len(codes) == 15
    assert codes[-3:] == ["city", "outside", "not_say"]
    assert "bromley" not in codes


def test_missing_codes_are_named_and_never_favourable() -> None:
    for key in BOOK["questionnaires"]:
        for variable in variables(key).values():
            assert set(variable["missing"]) <= set(MISSING_CODES)
            assert not set(variable["missing"]) & set(variable["favourable"])
    assert variables("parent")["ease"]["missing"] == ["dont_know"]
    assert variables("parent")["reported_last"]["missing"] == ["not_sure"]


def test_favourable_codes_stand_in_the_order_of_the_scale() -> None:
    assert variables("parent")["ease"]["favourable"] == ["very_easy", "fairly_easy"]
    assert variables("parent")["repeat_story"]["favourable"] == [
        "tend_disagree", "strongly_disagree",
    ]  # fmt: skip
    assert variables("parent")["told_wait"]["favourable"] == ["no"]
    assert variables("parent")["delay"]["favourable"] == []


def test_plain_words_say_whom_a_question_is_asked_of() -> None:
    parent = variables("parent")
    assert parent["returned"]["asked"] == "Asked of everybody"
    assert parent["ease"]["asked"] == "Asked of those who reported it themselves"
    assert parent["informed"]["asked"] == (
        "Asked of everybody except those who said that nobody reported it"
    )
    assert parent["after"]["asked"] == (
        "Asked of those whose child is back, except those who said that nobody reported it"
    )
    assert parent["across"]["asked"] == (
        "Asked of those who said “Yes” to “Was another police force, council or London borough"
        " involved?”"
    )
    assert variables("staff")["role"]["asked"] == "Asked of police staff; or partner staff"


def test_conditions_without_a_route_are_said_with_the_words_of_their_questions() -> None:
    tiny = {
        v["code"]: v["asked"] for v in document({"t": FEATURES})["questionnaires"]["t"]["variables"]
    }
    assert tiny["sorry"] == (
        "Asked of those who said “The child died” to “Is the child back?”, or"
        " those who said “Nowhere” to “Where did you look?”"
    )
    assert tiny["more"] == (
        "Asked of those who answered “How was it?”, except"
        " those who said “At home” to “Where did you look?”"
    )
    assert tiny["travel"] == (
        "Asked of those whose child is back who are also those who looked far away"
    )
