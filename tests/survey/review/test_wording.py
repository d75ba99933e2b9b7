"""Numbers, days and states are said in words."""

from __future__ import annotations

import pytest

from survey.review import runner, wording
from survey.review.services import publishing, redactions


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2027-01-21", "21 January 2027"),
        ("2027-01-02", "2 January 2027"),
        ("2027-03", "March 2027"),
        ("2027", "2027"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_day_is_said_in_words(iso: str, words: str) -> None:
    assert wording.day(iso) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-W47", "16 to 22 November 2026"),
        ("2026-W49", "30 November to 6 December 2026"),
        ("2026-W53", "28 December 2026 to 3 January 2027"),
        ("no week", "no week"),
    ],
)
def test_a_week_is_said_by_its_first_and_last_day(iso: str, words: str) -> None:
    assert wording.week(iso) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (30, "1 minute left"),
        (59 * 60, "59 minutes left"),
        (3 * 3600, "3 hours left"),
        (72 * 3600, "3 days left"),
        (-2 * 3600, "2 hours over"),
    ],
)
def test_a_limit_says_how_long_is_left_or_that_it_has_passed(due: int, words: str) -> None:
    assert wording.left(1_000_000 + due, 1_000_000) == words


def test_every_kind_of_job_and_every_state_of_a_release_has_words() -> None:
    assert set(wording.JOBS) == set(runner.HANDLERS)
    states = {publishing.DRAFT, publishing.ASKED, publishing.PUBLISHED, publishing.WITHDRAWN}
    assert set(wording.STATES) == set(wording.NEXT) == states


def test_everything_that_can_be_taken_out_has_words() -> None:
    assert set(wording.DETAILS) == set(redactions.KINDS)
