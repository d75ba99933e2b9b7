"""What people wrote about."""

from __future__ import annotations

from analysis.findings import concerns
from tests.analysis.findings.tables import CODES, concern_table, frame, reader, table

SHARES = {"reluctance": 12, "hard_to_reach": 31, "blamed": None, "cross_boundary": 8,
          "good_contact": 40}  # fmt: skip
READ = reader(
    concern_table("families", SHARES),
    concern_table("staff", dict.fromkeys(CODES, 20)),
    frame=frame(),
)


def test_a_code_stands_in_its_first_stage_and_a_code_of_many_stages_in_none() -> None:
    homes = {concern.code: concern.home for concern in concerns.concerns(READ)}
    assert homes == {
        "reluctance": "S0", "hard_to_reach": "S1", "blamed": "", "cross_boundary": "S4",
        "good_contact": "S1",
    }  # fmt: skip


def test_concerns_come_largest_first_and_hidden_ones_last() -> None:
    ranked = [concern.code for concern in concerns.ranked(READ)]
    assert ranked == ["hard_to_reach", "reluctance", "cross_boundary", "blamed"]


def test_good_practice_is_no_concern() -> None:
    made = concerns.overview(READ)
    assert made
    assert made.lines[-1].good
    assert made.title == (
        "About 3 in 10 parents and carers who wrote to us (31%) named this concern: hard to reach"
    )


def test_a_stage_with_one_concern_is_said_in_a_sentence() -> None:
    assert concerns.stage_exhibit(READ, "S4") is None
    assert concerns.in_a_sentence(READ, "S4") == (
        "About 1 in 10 parents and carers who wrote to us (8%) named: cross boundary."
    )


def test_a_stage_with_more_is_drawn_beside_staff() -> None:
    made = concerns.stage_exhibit(READ, "S1")
    assert made
    assert [column.name for column in made.columns] == ["Families", "Staff"]
    assert concerns.in_a_sentence(READ, "S1") == ""


def test_nothing_is_said_when_nothing_was_coded() -> None:
    assert concerns.overview(reader()) is None
    assert concerns.concerns(reader(frame=frame())) == ()


def test_wishes_are_the_concerns_named_when_asked_for_one_change() -> None:
    asked = reader(
        concern_table("families", SHARES),
        table("concerns.parent.change", {**SHARES, "reluctance": 25}, questionnaire="parent"),
        frame=frame(),
    )
    assert [(label, str(f)) for label, f in concerns.asked_to_change(asked, "parent", most=2)] == [
        ("Hard to reach", "31%"), ("Reluctance", "25%"),
    ]  # fmt: skip
    assert concerns.asked_to_change(asked, "carer", most=2) == []
