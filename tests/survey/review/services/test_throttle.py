"""Guessing gets slower and slower, for known and unknown names alike."""

from __future__ import annotations

from sqlalchemy import Engine

from survey.review.database import writing
from survey.review.services import throttle

NOW = 1_800_000_000


def test_a_few_slips_cost_nothing_and_then_each_costs_twice_the_last(engine: Engine) -> None:
    waits = []
    with writing(engine) as session:
        for _ in range(12):
            throttle.failed(session, "Ada", NOW)
            waits.append(throttle.wait(session, "ada ", NOW))
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [30, 60, 120, 240]
    assert waits[-1] == throttle.LONGEST


def test_other_names_are_not_slowed_and_success_forgets(engine: Engine) -> None:
    with writing(engine) as session:
        for _ in range(6):
            throttle.failed(session, "Ada", NOW)
        assert throttle.wait(session, "Bob", NOW) == 0
        throttle.succeeded(session, "Ada")
        assert throttle.wait(session, "Ada", NOW) == 0


def test_failures_are_forgotten_a_day_after_the_wait(engine: Engine) -> None:
    with writing(engine) as session:
        for _ in range(6):
            throttle.failed(session, "Ada", NOW)
        later = NOW + throttle.FORGET + 3600
        throttle.failed(session, "Bob", later)
        throttle.failed(session, "Ada", later)
        assert throttle.wait(session, "Ada", later) == 0
