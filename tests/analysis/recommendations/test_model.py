"""No words without a source, no refusal without a reason, and nothing invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.recommendations.files import shipped
from analysis.recommendations.model import (
    ACTION_PLAN,
    COMMITTEE,
    OWN,
    Assessment,
    Ledger,
    Recommendation,
    Update,
    assessment_problems,
    is_when,
    merged,
    problems,
    row_problems,
)

GOOD = Recommendation("review-01", OWN, words="Do it.", source="Decided on 1 March 2027.")


def test_the_committee_made_seventeen_and_two_of_them_are_known() -> None:
    rows = shipped().of(COMMITTEE)
    assert len(rows) == 17
    assert [row.key for row in rows if row.known] == ["committee-a", "committee-b"]


def test_no_row_that_ships_has_words_without_a_source() -> None:
    for row in shipped().recommendations:
        assert bool(row.words) <= bool(row.source), row.key
        assert all(update.source for update in row.updates), row.key
    for judged in shipped().assessments:
        assert bool(judged.force_says) <= bool(judged.force_source), judged.key
        assert bool(judged.others_say) <= bool(judged.others_source), judged.key


def test_a_row_that_is_not_known_says_nothing_at_all() -> None:
    for row in shipped().of(COMMITTEE)[2:]:
        empty = (row.words, row.source, row.number, row.owner, row.due, row.because)
        assert empty == ("",) * 6
        assert (row.status, row.evidence, row.updates) == ("not_known", (), ())


def test_no_official_number_is_made_up() -> None:
    assert {row.number for row in shipped().recommendations} == {""}


def test_the_action_plan_has_five_parts_and_ours_has_none_yet() -> None:
    assert len(shipped().of(ACTION_PLAN)) == 5
    assert shipped().of(OWN) == ()


def test_the_two_views_of_2016_keep_their_opposite_meanings() -> None:
    row = shipped().assessments[0]
    assert row.force_says == "About 80% good or adequate"
    assert row.others_say == "76% inadequate or needing improvement"
    assert "opposite" in row.note


def test_what_ships_has_no_problem() -> None:
    assert problems(shipped()) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": ""}, "Words without a source"),
        ({"key": "Row 1"}, "small letters"),
        ({"origin": "elsewhere"}, "its origin"),
        ({"status": "finished"}, "its status"),
        ({"status": "not_done"}, "why it is not done"),
        ({"status": "not_accepted"}, "why it is not done"),
        ({"words": "", "source": "", "status": "done"}, "before you enter what came of it"),
        ({"due": "next year"}, "the due date"),
        ({"evidence": ("table 4",)}, "none of code"),
        ({"updates": (Update("soon", "Words."),)}, "needs its day"),
        ({"updates": (Update("2027", ""),)}, "says nothing"),
    ],
)
def test_what_may_not_stand_in_a_row_is_named(change: dict[str, object], says: str) -> None:
    assert row_problems(GOOD) == []
    assert says in " ".join(row_problems(replace(GOOD, **change)))  # type: ignore[arg-type]


def test_what_a_force_says_of_itself_needs_its_source_as_well() -> None:
    row = Assessment("self-x", "Getting through", force_says="90% good")
    assert "where the force's words come from" in " ".join(assessment_problems(row))


def test_a_key_is_there_once() -> None:
    assert problems(Ledger((GOOD, GOOD))) == ["review-01: the key is there twice."]


def test_a_row_of_ones_own_takes_the_place_of_the_shipped_one_and_new_rows_follow() -> None:
    changed = replace(shipped()["committee-03"], words="Words.", source="The report, page 9.")
    found = merged(shipped(), Ledger((changed, GOOD)))
    assert found["committee-03"] == changed
    assert found.recommendations[-1] == GOOD
    assert len(found.recommendations) == len(shipped().recommendations) + 1


@pytest.mark.parametrize(
    ("text", "right"),
    [("2027", True), ("2027-03", True), ("2027-03-31", True), ("2027-13", False), ("soon", False)],
)
def test_an_update_may_be_dated_by_day_month_or_year(text: str, right: bool) -> None:
    assert is_when(text) is right
