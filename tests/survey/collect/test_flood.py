"""A flood is noticed by its rate alone, and is over an hour after it stopped."""

from __future__ import annotations

from survey.collect.flood import Flood


def test_answers_at_the_pace_of_people_are_no_flood() -> None:
    now = [0.0]
    flood = Flood(60, clock=lambda: now[0])
    for _ in range(500):
        now[0] += 60
        assert not flood.another()


def test_faster_ones_are_a_flood_from_the_first_above_the_hours_limit() -> None:
    flood = Flood(60, clock=lambda: 0.0)
    assert [flood.another() for _ in range(100)] == [False] * 60 + [True] * 40


def test_a_flood_is_over_an_hour_after_it_stopped_however_large_it_was() -> None:
    now = [0.0]
    flood = Flood(60, clock=lambda: now[0])
    for _ in range(10_000):
        flood.another()
    now[0] = 50 * 60
    assert flood.another()
    now[0] = 70 * 60
    assert not flood.another()


def test_nothing_is_a_flood_where_that_is_switched_off() -> None:
    flood = Flood(0, clock=lambda: 0.0)
    assert not any(flood.another() for _ in range(1_000))


def test_it_remembers_one_number_and_no_time_of_any_answer() -> None:
    now = [0.0]
    flood = Flood(60, clock=lambda: now[0])
    sizes = set()
    for _ in range(200):
        now[0] += 1
        flood.another()
        sizes.add(len(vars(flood)))
    assert sizes == {5}
    assert not any(isinstance(value, list | dict | tuple) for value in vars(flood).values())
