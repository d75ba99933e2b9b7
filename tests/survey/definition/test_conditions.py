"""What a condition in a questionnaire means."""

from __future__ import annotations

import pytest

from survey.definition.conditions import asks_about
from survey.definition.model import AllOf, Answered, AnyOf, Condition, Is, Not, Route
from tests.survey.definition.walks import FEATURES, Given


def when(page: str) -> Condition:
    condition = FEATURES.page(page).when
    assert condition is not None
    return condition


def test_a_route_stands_for_its_condition() -> None:
    back = Is("back", frozenset({"yes"}))
    assert when("welcome") == Route("at_home", "those whose child is back", back)


def test_unless_is_the_opposite() -> None:
    assert isinstance(when("waiting"), Not)


def test_several_lines_must_all_be_true_and_several_codes_are_choices() -> None:
    assert when("swim") == AllOf(
        (Is("back", frozenset({"yes", "no"})), Is("places", frozenset({"sea"})))
    )


def test_any_needs_one_of_its_parts() -> None:
    assert when("sorry") == AnyOf(
        (Is("back", frozenset({"died"})), Is("places", frozenset({"nowhere"})))
    )


def test_answered_asks_only_whether_there_is_an_answer() -> None:
    assert when("more") == AllOf((Answered("welcome"), Not(Is("places", frozenset({"home"})))))


@pytest.mark.parametrize(
    ("page", "answers", "shown"),
    [
        ("welcome", {"back": "yes"}, True),
        ("welcome", {}, False),
        ("waiting", {}, True),
        ("waiting", {"back": "yes"}, False),
        ("travel", {"back": "yes", "places": ("hills",)}, True),
        ("travel", {"places": ("hills",)}, False),
        ("swim", {"back": "no", "places": ("home", "sea")}, True),
        ("swim", {"back": "no", "places": ("home",)}, False),
        ("sorry", {"places": ("nowhere",)}, True),
        ("sorry", {"back": "no"}, False),
        ("more", {"welcome": "Warm."}, True),
        ("more", {"welcome": "Warm.", "places": ("home",)}, False),
    ],
)
def test_a_skipped_answer_makes_a_condition_false_and_unless_true(
    page: str, answers: Given, shown: bool
) -> None:
    assert when(page).holds(answers) is shown


def test_a_condition_says_which_variables_and_codes_it_asks_about() -> None:
    asked = dict(asks_about(when("more")))
    assert asked == {"welcome": frozenset(), "places": frozenset({"home"})}
    assert list(asks_about(None)) == []
