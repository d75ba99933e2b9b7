"""What chance gives, so that a result can be held against it."""

from __future__ import annotations

import random

import pytest

from survey.intruder import chance


def test_tau_is_one_for_the_order_itself_and_minus_one_for_its_reverse() -> None:
    assert chance.tau(list(range(50))) == pytest.approx(1)
    assert chance.tau(list(reversed(range(50)))) == pytest.approx(-1)
    assert chance.tau([0]) == 0


def test_the_limit_at_a_thousand_is_the_bar() -> None:
    assert chance.tau_limit(1000) == pytest.approx(0.0845, abs=1e-4)
    assert chance.tau_sigma(1) == 1


def test_blind_guesses_stay_within_the_limit() -> None:
    drawn = random.Random(7)
    for _ in range(50):
        guess = drawn.sample(range(200), 200)
        assert abs(chance.tau(guess)) < chance.tau_limit(200)
        assert chance.hits(guess) <= chance.HITS_LIMIT + 2


def test_hits_count_what_stands_where_it_should() -> None:
    assert chance.hits([0, 2, 1, 3]) == 2
