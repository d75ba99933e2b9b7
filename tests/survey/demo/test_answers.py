"""Invented answers lie on valid paths, are the same each time, and carry their comment."""

from __future__ import annotations

from collections import Counter

import pytest

from survey.definition.load import load_all
from survey.definition.model import Questionnaire
from survey.definition.routing import to_seal
from survey.demo.answers import DemoResponse, read_comments, responses


@pytest.fixture(scope="module")
def questionnaires() -> dict[str, Questionnaire]:
    return load_all()


@pytest.fixture(scope="module")
def invented(questionnaires: dict[str, Questionnaire]) -> list[DemoResponse]:
    return list(responses(questionnaires))


def test_each_of_the_540_comments_becomes_one_response_of_its_audience(
    invented: list[DemoResponse],
) -> None:
    comments = read_comments()
    assert len(comments) == len(invented) == 540
    for comment, response in zip(comments, invented, strict=True):
        assert response.questionnaire == comment["audience"]
        assert response.answers[comment["question"]] == comment["text"]


def test_every_answer_lies_on_the_final_path(
    invented: list[DemoResponse], questionnaires: dict[str, Questionnaire]
) -> None:
    for response in invented:
        questionnaire = questionnaires[response.questionnaire]
        assert dict(to_seal(questionnaire, response.answers)) == response.answers


def test_every_code_is_one_that_the_questionnaire_offers(
    invented: list[DemoResponse], questionnaires: dict[str, Questionnaire]
) -> None:
    for response in invented:
        variables = questionnaires[response.questionnaire].variables()
        for code, value in response.answers.items():
            offered = {option.kept for option in variables[code].options}
            if offered:
                assert offered.issuperset([value] if isinstance(value, str) else value), code


def test_the_same_seed_gives_the_same_answers_and_another_seed_others(
    invented: list[DemoResponse], questionnaires: dict[str, Questionnaire]
) -> None:
    assert list(responses(questionnaires)) == invented
    assert list(responses(questionnaires, seed=1)) != invented


def test_every_route_is_taken_by_somebody(invented: list[DemoResponse]) -> None:
    families = [r.answers for r in invented if r.questionnaire != "staff"]
    reported = Counter(answers.get("reported_last") for answers in families)
    assert {"me", "someone_else", "nobody", "not_sure"} <= reported.keys()
    assert any(answers.get("returned") == "no" for answers in families)


def test_no_command_unit_stands_out_as_if_the_demo_said_something_about_it(
    invented: list[DemoResponse],
) -> None:
    units = Counter(
        str(r.answers["area"]) for r in invented if len(str(r.answers.get("area", ""))) == 2
    )
    assert len(units) == 12
    assert max(units.values()) < 4 * min(units.values())
