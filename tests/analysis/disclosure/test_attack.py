"""The attack finds exactly what can be worked out: compared with trying every possibility."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.attack import AttackError, attack, unsafe
from analysis.disclosure.system import System


def everything(system: System) -> list[dict[tuple[str, ...], int]]:
    """Every set of whole numbers that satisfies the system, by trying them all."""
    names = list(system.low)
    ranges = [range(int(system.low[n]), int(system.high[n]) + 1) for n in names]
    found = []
    for values in itertools.product(*ranges):
        exact = dict(zip(names, values, strict=True))
        if system.holds(exact):
            found.append(exact)
    return found


def sums(parts: int, total: tuple[int, int], bounds: list[tuple[int, int]]) -> System:
    """``parts`` quantities with bounds that add up to a total with bounds; all attacked."""
    system = System()
    system.quantity(("total",), *total)
    for i in range(parts):
        system.quantity((f"x{i}",), *bounds[i])
        system.protect((f"x{i}",), {(f"x{i}",): 1}, 5)
    system.equal(("total",), [(f"x{i}",) for i in range(parts)])
    return system


ranges = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda t: (min(t), max(t)))


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 3).flatmap(lambda n: st.tuples(
    st.just(n), ranges, st.lists(ranges, min_size=n, max_size=n))))  # fmt: skip
def test_intervals_are_those_of_trying_everything(
    case: tuple[int, tuple[int, int], list[tuple[int, int]]],
) -> None:
    system = sums(case[0], case[1], case[2])
    possible = everything(system)
    if not possible:
        with pytest.raises(AttackError):
            attack(system, exact=True)
        return
    for interval in attack(system, exact=True):
        values = [p[interval.target.name] for p in possible]
        assert (interval.low, interval.high) == (min(values), max(values))


@settings(max_examples=30, deadline=None)
@given(st.lists(ranges, min_size=4, max_size=4), ranges, ranges)
def test_a_two_way_table_is_attacked_exactly(
    cells: list[tuple[int, int]], row: tuple[int, int], column: tuple[int, int]
) -> None:
    system = System()
    for (i, j), (low, high) in zip(itertools.product("ab", "xy"), cells, strict=True):
        system.quantity((i, j), low, min(high, low + 3))
        system.protect((i, j), {(i, j): 1}, 5)
    system.quantity(("row a",), *row)
    system.quantity(("column x",), *column)
    system.equal(("row a",), [("a", "x"), ("a", "y")])
    system.equal(("column x",), [("a", "x"), ("b", "x")])
    possible = everything(system)
    if possible:
        for interval in attack(system, exact=True):
            values = [p[interval.target.name] for p in possible]
            assert (interval.low, interval.high) == (min(values), max(values))


@settings(max_examples=20, deadline=None)
@given(st.lists(ranges, min_size=3, max_size=3), st.integers(0, 18))
def test_what_two_points_prove_is_never_wider_than_the_truth(
    bounds: list[tuple[int, int]], total: int
) -> None:
    system = sums(3, (total, total + 2), bounds)
    if not everything(system):
        return
    whole = {i.target.name: i for i in attack(system, exact=True)}
    for interval in attack(system):
        full = whole[interval.target.name]
        assert interval.safe == full.safe
        assert full.low <= interval.low <= interval.high <= full.high


def test_the_rest_of_a_total_is_attacked_as_a_difference() -> None:
    system = System()
    system.quantity(("all",), 98, 102)
    system.quantity(("yes",), 88, 92)
    system.at_most(("yes",), ("all",))
    system.protect(("no",), {("all",): 1, ("yes",): -1}, 5)
    (interval,) = attack(system, exact=True)
    assert (interval.low, interval.high) == (6, 14)
    assert interval.safe


def test_what_holds_an_interval_in_is_named() -> None:
    system = sums(2, (20, 20), [(0, 9), (15, 17)])
    interval = next(i for i in attack(system, exact=True) if i.target.name == ("x0",))
    assert (interval.low, interval.high) == (3, 5)
    assert ("x1",) in interval.binding
    assert unsafe([interval]) == [interval]


def test_a_number_without_bounds_is_safe() -> None:
    system = sums(2, (0, 1_000_000), [(0, 9), (0, 1_000_000)])
    assert all(i.safe for i in attack(system))
    assert not math.isinf(attack(system, exact=True)[1].high)


def test_contradictions_stop_the_release() -> None:
    with pytest.raises(AttackError):
        attack(sums(2, (50, 50), [(0, 9), (0, 9)]))


def test_a_relation_on_an_unknown_quantity_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        System().relate({("nowhere",): 1})
