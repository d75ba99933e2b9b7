"""Single replies are handed on only where at least ten look alike."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import Codebook
from analysis.dataset import Dataset, Record
from analysis.disclosure.records import safe_records
from analysis.disclosure.rules import shipped
from tests.analysis.release.sample import sample_dataset, sample_document

RULES = shipped()
CODEBOOK = Codebook.from_document(sample_document())


def parents(*answers: dict[str, str]) -> Dataset:
    records = (Record("parent", "w", "v", a, str(i)) for i, a in enumerate(answers))
    return Dataset(CODEBOOK, tuple(records))


@pytest.mark.parametrize("questionnaire", ["parent", "carer", "staff"])
@pytest.mark.parametrize("size", [200, 800])
def test_every_combination_of_pointing_answers_is_shared_by_ten(
    questionnaire: str, size: int
) -> None:
    found = safe_records(sample_dataset(size), questionnaire, RULES)
    together = Counter(tuple(row.get(key, "") for key in found.keys) for row in found.rows)
    assert min(together.values()) >= 10
    assert found.smallest == min(together.values())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["a", "b", "c"])] * 3), min_size=10, max_size=60))
def test_whatever_people_answer_nobody_stands_alone(answers: list[tuple[str, str, str]]) -> None:
    data = parents(*({"area": a, "child_age": b, "relationship": c} for a, b, c in answers))
    found = safe_records(data, "parent", RULES)
    together = Counter(tuple(row.get(key, "") for key in found.keys) for row in found.rows)
    assert min(together.values()) >= 10


def test_a_dropped_variable_is_named_with_the_reason() -> None:
    data = parents(*[{"area": "AS"}] * 15, *[{"area": "WA"}] * 2)
    found = safe_records(data, "parent", RULES)
    assert "area" not in found.keys
    assert all("area" not in row for row in found.rows)
    (why,) = [d.why for d in found.dropped if d.variable == "area"]
    assert "2 replies" in why


def test_a_variable_that_everybody_shares_is_kept() -> None:
    found = safe_records(parents(*[{"area": "AS"}] * 15), "parent", RULES)
    assert "area" in found.keys


def test_a_role_is_never_beside_a_unit() -> None:
    found = safe_records(sample_dataset(800), "staff", RULES)
    assert "role" not in found.variables
    assert any(d.variable == "role" and "unit" in d.why for d in found.dropped)


def test_words_are_never_handed_on() -> None:
    data = parents(*[{"area": "AS", "contact": "SECRETWORDS"}] * 15)
    assert "SECRETWORDS" not in str(safe_records(data, "parent", RULES).rows)


def test_the_order_of_the_replies_says_nothing() -> None:
    answers = [{"area": "AS", "when": w} for w in ("month", "year", "longer")] * 10
    forwards, backwards = (
        safe_records(parents(*given_in), "parent", RULES).rows
        for given_in in (answers, reversed(answers))
    )
    assert forwards == backwards


def test_fewer_than_ten_replies_are_not_handed_on_at_all() -> None:
    found = safe_records(parents(*[{"area": "AS"}] * 9), "parent", RULES)
    assert found.rows == ()
    assert found.variables == ()


def test_a_reply_with_a_rare_answer_that_nobody_should_bear_alone_is_left_out_whole() -> None:
    common = [{"returned": "yes", "ease": "very_easy"}] * 20
    found = safe_records(
        parents(*common, {"returned": "died"}, {"ease": "neither"}), "parent", RULES
    )
    assert len(found.rows) == 21
    assert {row.get("returned", "") for row in found.rows} == {"yes", ""}
    assert found.rare == ("returned",)
    assert safe_records(parents(*common), "parent", RULES).rare == ()


def test_what_enough_people_share_is_left_in() -> None:
    data = parents(*[{"returned": "yes"}] * 20, *[{"returned": "died"}] * 10)
    assert len(safe_records(data, "parent", RULES).rows) == 30
