"""Whatever the numbers, nobody gets a small one by taking shown figures from a shown sum."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from survey.review.services.apart import ALL, NOWHERE, Grid, Mask, Numbers, hidden

LEAST = 10


def summed(parts: Numbers) -> Numbers:
    """With a wave and a unit for everybody put to it."""
    waves = np.concatenate([parts, parts.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([waves, waves.sum(axis=0, keepdims=True)])


numbers = st.integers(0, 60) | st.integers(0, 9)
shapes = st.tuples(st.integers(2, 6), st.integers(1, 4), st.just(2))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Units (the last are those who named none), waves, and two figures."""
    shape = draw(shapes)
    counts = draw(arrays.arrays(np.int64, shape, elements=numbers))
    others = draw(arrays.arrays(np.int64, shape, elements=numbers))
    return Grid(summed(counts), summed(counts + others), np.array([True, False]))


def gained(grid: Grid, found: Mask) -> list[tuple[int, ...]]:
    """Sums that are shown and of which the hidden parts are few, or one that had to be hidden."""
    leaks = []
    for axis in (0, 1):
        counts, bases, mask = (
            np.moveaxis(each, axis, 0) for each in (grid.counts, grid.bases, found)
        )
        for line in np.ndindex(counts.shape[1:]):
            if mask[(ALL, *line)]:
                continue
            shut = [n for n in range(len(counts) - 1) if mask[(n, *line)] and bases[(n, *line)]]
            together = sum(int(counts[(n, *line)]) for n in shut)
            rest = sum(int(bases[(n, *line)] - counts[(n, *line)]) for n in shut)
            nowhere = len(counts) - 2 if axis == 0 else -1
            single = len(shut) == 1 and shut != [nowhere]
            few = together < LEAST or (grid.rest[line[-1]] and rest < LEAST)
            if shut and (few or single):
                leaks.append((axis, *line))
    return leaks


@given(grids())
def test_no_sum_gives_a_hidden_figure_away(grid: Grid) -> None:
    assert gained(grid, hidden(grid, LEAST)) == []


@given(grids())
def test_what_is_small_or_has_a_small_rest_is_always_hidden(grid: Grid) -> None:
    found = hidden(grid, LEAST)
    assert found[grid.counts < LEAST].all()
    assert found[..., 0][grid.bases[..., 0] - grid.counts[..., 0] < LEAST].all()


@given(grids())
def test_nothing_is_hidden_where_nothing_is_small(grid: Grid) -> None:
    much = Grid(grid.counts + 10 * 1000, grid.bases + 30 * 1000, grid.rest)
    found = hidden(much, LEAST)
    assert not np.delete(found, NOWHERE, axis=0).any()


def test_primary_rules_alone_would_give_the_smallest_away() -> None:
    """The planted fault: without more than the primary rules, 59 less 40 less 15 is 4."""
    counts = summed(np.array([40, 15, 4, 0], dtype=np.int64).reshape(4, 1, 1))
    bases = summed(np.array([80, 45, 24, 0], dtype=np.int64).reshape(4, 1, 1))
    grid = Grid(counts, bases, np.array([True]))
    assert gained(grid, counts < LEAST) != []
    assert hidden(grid, LEAST)[:3, 0, 0].tolist() == [False, True, True]
