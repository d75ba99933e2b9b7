"""Identifying details in open answers. All names and numbers here are invented."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.collect.details import open_texts, without
from survey.collect.journey import Journey
from survey.collect.state import State
from tests.survey.collect.conftest import inside

CONTACT = "I rang on 07700 900412 and spoke to PC Hollick, 3127AW."


@pytest.fixture
def journey(app: Flask) -> Journey:
    return inside(app).journeys["parent"]


def state(**answers: str) -> State:
    return State(questionnaire="parent", answers={"reported_last": "me", **answers})


def test_details_are_marked_and_nothing_of_the_text_is_lost(journey: Journey) -> None:
    (found,) = open_texts(journey, state(contact=CONTACT))
    assert found.code == "contact"
    assert "".join(piece.words for piece in found.pieces) == CONTACT
    marked = [piece.words for piece in found.pieces if piece.marked]
    assert "07700 900412" in marked
    assert any("3127AW" in words for words in marked)


def test_a_text_that_would_not_be_sent_is_not_asked_about(journey: Journey) -> None:
    off = State(
        questionnaire="parent", answers={"reported_last": "nobody", "contact": CONTACT}
    )  # fmt: skip
    assert open_texts(journey, off) == []


def test_a_text_that_may_stay_as_it_is_is_not_asked_about_again(journey: Journey) -> None:
    kept = State(
        questionnaire="parent", kept=("contact",),
        answers={"reported_last": "me", "contact": CONTACT},
    )  # fmt: skip
    assert open_texts(journey, kept) == []


def test_removing_leaves_the_other_answers_alone(journey: Journey) -> None:
    cleaned = without(state(contact=CONTACT, change="Ring 07700 900412"), "contact")
    assert "900412" not in cleaned["contact"]
    assert "I rang on" in cleaned["contact"]
    assert cleaned["change"] == "Ring 07700 900412"
    assert without(state(), "contact") == {"reported_last": "me"}
