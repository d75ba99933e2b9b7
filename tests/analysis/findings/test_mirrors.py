"""Families beside staff."""

from __future__ import annotations

from typing import Any

from analysis.findings import mirrors
from analysis.findings.reader import Reader
from tests.analysis.findings.tables import graded, reader

TOPICS = {"access": "Getting through", "respect": "Spoken to with respect"}


def released(mirror: str, variable: str) -> dict[str, Any]:
    return {
        "mirror": mirror,
        "sides": [
            {"who": "families", "table": f"families.{variable}"},
            {"who": "staff", "table": f"staff.{mirror}"},
        ],
    }


def asked(families: int, staff: int | None) -> Reader:
    return reader(
        graded("families.ease", families),
        graded("staff.access", staff),
        graded("families.respect", 50),
        graded("staff.respect", 55),
        mirrors=[released("access", "ease"), released("respect", "respect")],
    )


def test_gaps_come_widest_first_with_who_is_more_favourable() -> None:
    found = mirrors.gaps(asked(30, 66), TOPICS)
    assert [gap.mirror for gap in found] == ["access", "respect"]
    assert found[0].words == (
        "staff answered more favourably than families, by 36 percentage points "
        "(66% of staff against 30% of families)"
    )


def test_it_is_said_when_staff_are_less_favourable() -> None:
    assert "less favourably than families" in mirrors.gaps(asked(70, 30), TOPICS)[0].words


def test_equal_answers_are_said_to_be_equal() -> None:
    words = [gap.words for gap in mirrors.gaps(asked(40, 40), TOPICS)]
    assert "staff and families gave the same answer: 40% favourable" in words


def test_a_gap_with_a_hidden_side_is_not_told() -> None:
    found = mirrors.gaps(asked(30, None), TOPICS)
    assert [gap.mirror for gap in found] == ["respect"]


def test_the_exhibit_keeps_the_order_of_the_journey() -> None:
    made = mirrors.mirrored(asked(30, 66), TOPICS)
    assert made
    assert [line.code for line in made.lines] == ["access", "respect"]
    assert made.gap(made.lines[0]) == 36
    assert made.title == (
        "Staff answered more favourably than families on 2 of 2 items; "
        "the widest gap is 36 percentage points, on getting through"
    )


def test_there_is_no_exhibit_without_mirrored_items() -> None:
    assert mirrors.mirrored(reader(), TOPICS) is None
