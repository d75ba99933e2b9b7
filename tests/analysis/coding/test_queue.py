"""People read what is urgent first; what is drawn at random is never mixed up with what is hard."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.queue import order, uncertainty

SCORES = {f"a{n:03d}": {"blamed": n / 400, "good_contact": 0.02} for n in range(400)}
scores = st.dictionaries(
    st.text("abc", min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(("x", "y")), st.floats(0, 1), max_size=2),
    max_size=30,
)


def test_urgent_then_serious_then_the_audit_sample_then_the_rest() -> None:
    places = order(SCORES, ["a007"], ["a300", "a007"], ["a005", "a300", "a001"], seed=1)
    first = [(p.id, p.stream) for p in places[:4]]
    assert first == [("a007", "urgent"), ("a300", "serious"), ("a005", "audit"), ("a001", "audit")]
    assert {p.stream for p in places[4:]} == {"random", "uncertain"}


def test_an_audited_answer_is_read_blind_wherever_it_stands() -> None:
    places = order(SCORES, ["a007"], ["a300"], ["a300", "a001"], seed=1)
    assert {p.id for p in places if p.blind} == {"a300", "a001"}


def test_the_least_sure_come_first_in_their_stream() -> None:
    doubts = [p.uncertainty for p in order(SCORES, seed=1) if p.stream == "uncertain"]
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[0] > 0.5


def test_the_random_stream_is_as_easy_or_hard_as_answers_are() -> None:
    """It says nothing about uncertainty: neither who is in it nor its order."""
    random = [p for p in order(SCORES, seed=1) if p.stream == "random"]
    every = [uncertainty(row.values()) for row in SCORES.values()]
    mean = sum(p.uncertainty for p in random) / len(random)
    assert mean == pytest.approx(sum(every) / len(every), abs=0.05)
    half = len(random) // 2
    first = sum(p.uncertainty for p in random[:half]) / half
    assert first == pytest.approx(mean, abs=0.06)
    assert [p.id for p in random] != sorted(p.id for p in random)


def test_one_in_five_is_drawn_at_random_and_comes_in_its_turn() -> None:
    places = order(SCORES, seed=1)
    share = Counter(p.stream for p in places)["random"] / len(places)
    assert share == pytest.approx(0.2, abs=0.06)
    assert Counter(p.stream for p in places[:100])["random"] == 20


def test_another_seed_draws_others_and_the_same_one_the_same() -> None:
    assert order(SCORES, seed=1) == order(SCORES, seed=1)
    assert order(SCORES, seed=1) != order(SCORES, seed=2)


@given(scores, st.lists(st.text("abc", max_size=4)), st.integers(0, 99), st.floats(0, 1))
def test_every_answer_is_read_once_and_no_other(
    rows: dict[str, dict[str, float]], urgent: list[str], seed: int, share: float
) -> None:
    places = order(rows, urgent, urgent[::-1], urgent[:2], seed=seed, random_share=share)
    assert sorted(p.id for p in places) == sorted(rows)
