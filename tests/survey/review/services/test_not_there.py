"""Why an answer is not in a record: what the routes say, and never more than the record shows."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.export.gaps import NO_ANSWER, NOT_ASKED, NOT_KEPT, UNSURE
from survey.definition import routing
from survey.definition.model import Kind
from survey.review.services.not_there import gaps_of
from tests.survey.definition.walks import INSTRUMENT, possible

PARENT, STAFF = INSTRUMENT["parent"], INSTRUMENT["staff"]


def closed(key: str) -> list[str]:
    return [c for c, v in INSTRUMENT[key].variables().items() if v.kind is not Kind.TEXT]


def test_a_question_beside_the_route_was_not_asked_and_one_on_it_was_skipped() -> None:
    gaps = gaps_of(PARENT)(closed("parent"))
    nobody = gaps({"returned": "yes", "times": "one", "reported_last": "nobody"})
    assert nobody["ease"] == NOT_ASKED
    assert nobody["trust_now"] == NO_ANSWER
    me = gaps({"returned": "yes", "times": "one", "reported_last": "me"})
    assert me["ease"] == NO_ANSWER


def test_where_a_route_hangs_on_a_variable_that_was_left_out_nobody_says() -> None:
    kept = [code for code in closed("parent") if code != "reported_last"]
    gaps = gaps_of(PARENT)(kept)({"returned": "yes", "times": "one"})
    assert gaps["ease"] == UNSURE
    assert gaps["trust_now"] == NO_ANSWER


def test_what_is_dropped_beside_a_unit_was_not_kept() -> None:
    gaps = gaps_of(STAFF)(closed("staff"))
    assert gaps({"sector": "police", "unit": "SE"})["experience"] == NOT_KEPT
    assert gaps({"sector": "police"})["experience"] == NO_ANSWER


def test_without_the_unit_nobody_says_why_what_is_dropped_beside_it_is_not_there() -> None:
    kept = [code for code in closed("staff") if code != "unit"]
    gaps = gaps_of(STAFF)(kept)
    assert gaps({"sector": "police"})["experience"] == UNSURE


def test_what_may_never_have_been_asked_is_not_said_to_have_been_dropped() -> None:
    kept = [code for code in closed("staff") if code != "sector"]
    assert gaps_of(STAFF)(kept)({"unit": "SE"})["role"] == UNSURE


def test_what_an_answer_that_is_there_led_to_was_asked_however_one_came_to_that_answer() -> None:
    kept = [code for code in closed("carer") if code != "times"]
    gaps = gaps_of(INSTRUMENT["carer"])(kept)
    assert gaps({"returned": "yes", "reported_usually": "sometimes"})["why_not"] == NO_ANSWER


@settings(max_examples=50)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(INSTRUMENT)))
def test_it_never_contradicts_the_route_that_somebody_took(chance: Random, key: str) -> None:
    questionnaire = INSTRUMENT[key]
    everything = {
        code: possible(question, chance)
        for page in questionnaire.pages
        for question in page.questions
        for code in question.variable_codes
        if chance.random() < 0.8
    }
    kept = [code for code in closed(key) if chance.random() < 0.8]
    row = {c: v for c, v in routing.to_seal(questionnaire, everything).items() if c in kept}
    asked = {v.code for p in routing.path(questionnaire, everything) for v in p.variables()}
    for code, gap in gaps_of(questionnaire)(kept)(row).items():
        if gap == NOT_ASKED:
            assert code not in asked
        if gap in (NO_ANSWER, NOT_KEPT):
            assert code in asked
