"""Intervals agree with the papers that defined them, to their printed digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.statistics.intervals import difference, whole, wilson

# Newcombe (1998), Statistics in Medicine 17:857, table I, method 3 (Wilson's score interval).
NEWCOMBE_ONE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
# Newcombe (1998), Statistics in Medicine 17:873, table II, method 10 (hybrid score interval).
NEWCOMBE_TWO = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@pytest.mark.parametrize(("count", "base", "low", "high"), NEWCOMBE_ONE)
def test_wilson_is_as_newcombe_printed_it(count: int, base: int, low: float, high: float) -> None:
    found = wilson(count, base)
    assert round(found[0], 4) == low
    assert round(found[1], 4) == high


@pytest.mark.parametrize("line", NEWCOMBE_TWO)
def test_a_difference_is_as_newcombe_printed_it(
    line: tuple[int, int, int, int, float, float],
) -> None:
    *counts, low, high = line
    found = difference(*counts)
    assert round(found[0], 4) == low
    assert round(found[1], 4) == high


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(pair: tuple[int, int]) -> None:
    count, base = pair
    expected = proportion_confint(count, base, method="wilson")
    assert wilson(count, base) == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 400), st.integers(1, 400), st.data())
def test_a_difference_agrees_with_statsmodels(m: int, n: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    expected = confint_proportions_2indep(a, m, b, n, method="newcomb", compare="diff")
    assert difference(a, m, b, n) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("base", "low", "high"), [(30, 9.5, 37.3), (100, 13.3, 28.9), (400, 16.4, 24.2)]
)
def test_one_in_five_is_uncertain_as_the_design_measured(
    base: int, low: float, high: float
) -> None:
    found = wilson(base // 5, base)
    assert (round(100 * found[0], 1), round(100 * found[1], 1)) == (low, high)


@pytest.mark.parametrize(("count", "base"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(count: int, base: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, base)


def test_whole_points_are_drawn_outwards() -> None:
    assert whole((0.211, 0.289)) == [21, 29]
    assert whole((-0.031, 0.30)) == [-4, 30]
