"""Figures are rounded, and a rounded figure gives away no more than it should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.rounding import bounds, percent, rounded


@pytest.mark.parametrize(
    ("count", "published"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15)]
)
def test_counts_go_to_the_nearest_five(count: int, published: int) -> None:
    assert rounded(count) == published


@given(st.integers(0, 10_000), st.sampled_from([1, 3, 5, 10]))
def test_the_bounds_are_exactly_the_counts_that_round_so(count: int, base: int) -> None:
    low, high = bounds(rounded(count, base), base)
    near = range(max(0, count - 12), count + 13)
    same = [n for n in near if rounded(n, base) == rounded(count, base)]
    assert same == [n for n in near if low <= n <= high]


@given(st.integers(0, 500), st.integers(1, 500))
def test_percentages_are_whole_and_nearest(count: int, base: int) -> None:
    assert abs(percent(count, base) - 100 * count / base) <= 0.5


def test_a_half_goes_up() -> None:
    assert percent(1, 200) == 1
    assert percent(5, 40) == 13


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_part_never_rounds_above_its_whole(part: int, rest: int) -> None:
    assert rounded(part) <= rounded(part + rest)
