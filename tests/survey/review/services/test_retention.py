"""The team is told when the nightly retention has not run."""

from __future__ import annotations

from survey.review.database import reader, writing
from survey.review.models.base import random_id
from survey.review.services import audit, retention
from tests.survey.review.team import NOON, Team

HOUR = 3600


def ran(team: Team, hours_ago: int) -> None:
    with writing(team.engine) as session:
        at = NOON - hours_ago * HOUR
        audit.note(session, retention.EVENT, at=at, name="the command line", done=[])


def home(team: Team, role: str) -> str:
    return team.signed_in(role, name=random_id()).get("/").text


def test_nobody_is_troubled_before_anything_was_opened(team: Team) -> None:
    assert "Retention" not in home(team, "publisher")


def test_publishers_and_admins_are_told_that_it_never_ran(team: Team) -> None:
    team.open()
    for role in ("publisher", "admin"):
        assert "Retention has never run" in home(team, role)
    for role in ("coder", "analyst", "auditor", "oversight"):
        assert "Retention" not in home(team, role)


def test_one_missed_night_is_forgiven_and_a_second_is_told(team: Team) -> None:
    team.open()
    ran(team, 47)
    assert "Retention" not in home(team, "publisher")
    team.clock.now += 2 * HOUR
    assert "Retention has not run since" in home(team, "publisher")
    ran(team, -2)
    assert "Retention" not in home(team, "publisher")


def test_the_last_run_is_the_last_and_other_entries_do_not_count(team: Team) -> None:
    ran(team, 90)
    ran(team, 3)
    with writing(team.engine) as session:
        audit.note(session, "opened", at=NOON, wave="w1")
    with reader(team.engine) as session:
        assert retention.last(session) == NOON - 3 * HOUR
        assert not retention.is_late(session, NOON)
