"""Routes: what is seen and what is sent is exactly what lies on the final path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from survey.definition.model import Questionnaire, Section
from survey.definition.routing import next_page, on_path, path, previous_page, to_seal
from tests.survey.definition.walks import (
    FEATURES,
    INSTRUMENT,
    NAMED,
    Given,
    walks,
)

PARENT = INSTRUMENT["parent"]
STAFF = INSTRUMENT["staff"]


def keys(questionnaire: Questionnaire, **given: Any) -> list[str]:
    return [page.key for page in path(questionnaire, given)]


@given(walks(stray=True))
def test_what_is_kept_is_exactly_the_possible_answers_on_the_final_path(
    walk: tuple[str, Given],
) -> None:
    questionnaire, given = NAMED[walk[0]], walk[1]
    kept = on_path(questionnaire, given)
    shown = {code for page in path(questionnaire, given) for code in
             (variable.code for variable in page.variables())}  # fmt: skip
    assert set(kept) <= shown
    for code, value in kept.items():
        assert given[code] == value or set(value) < set(given[code])
        assert value not in ("", ())


@given(walks(stray=True))
def test_keeping_twice_keeps_the_same_and_leads_through_the_same_pages(
    walk: tuple[str, Given],
) -> None:
    questionnaire, given = NAMED[walk[0]], walk[1]
    kept = on_path(questionnaire, given)
    assert on_path(questionnaire, kept) == kept
    assert path(questionnaire, kept) == path(questionnaire, given)


@given(walks(stray=True))
def test_a_page_is_shown_exactly_when_its_condition_holds_on_what_is_kept(
    walk: tuple[str, Given],
) -> None:
    questionnaire, given = NAMED[walk[0]], walk[1]
    kept = on_path(questionnaire, given)
    shown = path(questionnaire, given)
    for page in questionnaire.pages:
        assert (page in shown) is (page.when is None or page.when.holds(kept))


@given(walks(stray=True))
def test_an_answer_off_the_path_changes_nothing(walk: tuple[str, Given]) -> None:
    questionnaire, given = NAMED[walk[0]], walk[1]
    kept = on_path(questionnaire, given)
    without = {code: value for code, value in given.items() if code in kept}
    assert path(questionnaire, without) == path(questionnaire, given)


@given(walks(stray=True))
def test_walking_page_by_page_visits_the_path_and_walking_back_returns(
    walk: tuple[str, Given],
) -> None:
    questionnaire, given = NAMED[walk[0]], walk[1]
    for section in Section:
        visited = []
        page = next_page(questionnaire, given, None, section)
        while page is not None:
            visited.append(page)
            page = next_page(questionnaire, given, page.key, section)
        assert visited == [p for p in path(questionnaire, given) if p.section is section]
        page = previous_page(questionnaire, given, None, section)
        for expected in reversed(visited):
            assert page is expected
            page = previous_page(questionnaire, given, page.key, section)
        assert page is None


@given(walks(stray=True))
def test_what_is_sealed_is_what_is_kept_less_what_is_dropped(
    walk: tuple[str, Given],
) -> None:
    questionnaire, given = NAMED[walk[0]], walk[1]
    kept, sealed = on_path(questionnaire, given), to_seal(questionnaire, given)
    dropped = {d.variable for d in questionnaire.drops if d.when.holds(kept)}
    assert sealed == {code: value for code, value in kept.items() if code not in dropped}


def test_answers_from_json_with_lists_for_tuples_lead_the_same_way() -> None:
    given: Any = {"back": "yes", "places": ["hills", "sea"]}
    assert on_path(FEATURES, given)["places"] == ("sea", "hills")
    assert "travel" in keys(FEATURES, **given)


def test_a_page_off_the_path_still_has_a_next_page() -> None:
    page = next_page(FEATURES, {}, "welcome", Section.MAIN)
    assert page is not None
    assert page.key == "waiting"


def test_an_unknown_page_has_no_next_page() -> None:
    with pytest.raises(KeyError):
        next_page(FEATURES, {}, "nowhere", Section.MAIN)


def test_a_role_chosen_before_the_sector_was_changed_is_not_sent() -> None:
    assert on_path(STAFF, {"sector": "police", "role": "response"})["role"] == "response"
    assert on_path(STAFF, {"sector": "health", "role": "response"}) == {"sector": "health"}
    assert on_path(STAFF, {"role": "other"}) == {}


def test_beside_a_unit_only_the_sector_is_kept_of_what_could_name_somebody() -> None:
    given = {
        "sector": "police", "role": "response", "experience": "1_4", "caseload": "daily",
        "unit": "SN", "works": "Much.",
    }  # fmt: skip
    assert to_seal(STAFF, given) == {"sector": "police", "unit": "SN", "works": "Much."}


def test_nothing_is_left_out_beside_a_refusal_to_name_the_unit() -> None:
    given = {"sector": "police", "role": "response", "experience": "1_4", "unit": "not_say"}
    assert to_seal(STAFF, given) == given
