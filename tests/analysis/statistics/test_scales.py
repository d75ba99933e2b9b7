"""A scale is summed up by its order: no mean of words."""

from __future__ import annotations

from analysis.statistics.scales import summarise

ORDER = ["very_easy", "fairly_easy", "neither", "fairly_difficult", "very_difficult"]


def test_the_median_is_the_middle_answer() -> None:
    found = summarise({"very_easy": 1, "neither": 3, "very_difficult": 1}, ORDER)
    assert found is not None
    assert found.median == "neither"


def test_of_two_middle_answers_the_first_is_taken() -> None:
    found = summarise({"very_easy": 2, "very_difficult": 2}, ORDER)
    assert found is not None
    assert found.median == "very_easy"
    assert found.spread == ("very_easy", "very_difficult")


def test_the_favourable_share_is_of_valid_answers() -> None:
    counts = {"very_easy": 1, "fairly_easy": 2, "neither": 1, "dont_know": 50}
    found = summarise(counts, ORDER, frozenset({"very_easy", "fairly_easy"}))
    assert found is not None
    assert found.favourable == 0.75


def test_a_scale_without_a_good_side_has_no_favourable_share() -> None:
    found = summarise({"neither": 4}, ORDER)
    assert found is not None
    assert found.favourable is None


def test_no_answers_give_no_summary() -> None:
    assert summarise({"dont_know": 5}, ORDER) is None
