"""The technical annex: ranges by audience, coding error under its own name, weighting as a line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from analysis.findings.technical import technical
from tests.analysis.findings.tables import CODES, concern_table, frame, graded, reader

ANNEX = {"wording": "Range if these replies were a random sample; they are not",
         "self_selected": "People chose.",
         "ranges": {"families.ease": {"favourable": [28, 41], "neither": [10, 20]},
                    "parent.ease": {"favourable": [25, 44]},
                    "staff.access": {"favourable": [30, 50]}}}  # fmt: skip


def concerns(estimate: dict[str, Any] | None) -> Any:
    made = concern_table("families", dict.fromkeys(CODES, 20))
    rows = tuple(replace(row, estimate=estimate) for row in made.rows)
    stages = [{"key": f"S{n}", "title": f"Stage {n}"} for n in range(7)]
    return reader(replace(made, rows=rows), frame=frame(), stages=stages)


def test_families_and_staff_stand_in_tables_of_their_own() -> None:
    tables = [graded("families.ease", 34), graded("parent.ease", 34), graded("staff.access", 40)]
    families, staff = technical(reader(*tables, annex=ANNEX)).ranges
    assert families.lines[0].entries == ("34% (28 to 41)", "34% (25 to 44)", "not shown")
    assert staff.lines[0].entries == ("40% (30 to 50)",)


def test_nothing_to_print_is_said_to_be_empty() -> None:
    assert technical(reader(annex={"wording": "x"})).empty


def test_a_corrected_share_has_a_range_of_coding_error() -> None:
    found = technical(concerns({"share": 24, "low": 19, "high": 30}))
    assert {(one.share, one.span) for one in found.coding} == {("24%", "19 to 30")}


def test_without_an_audit_there_is_no_coding_error() -> None:
    assert technical(concerns(None)).coding == ()


def test_a_weighted_share_stands_beside_the_counted_one_with_its_source() -> None:
    line = {"table": "families.ease.by_unit", "title": "Ease", "counted": 34, "standardised": 37,
            "design_effect": 1.21, "units": 12}  # fmt: skip
    found = technical(reader(sensitivity={"source": "children; a source", "lines": [line]}))
    (one,) = found.weighted
    assert (one.label, one.counted, one.weighted, one.effect) == ("Ease", "34%", "37%", 1.21)
    assert found.weighted_by == "children; a source"
    assert not found.empty


def test_two_waves_stand_side_by_side_under_a_warning() -> None:
    compared = {"wave": "Spring", "warning": "Different people.", "lines": [
        {"title": "Ease", "percent": 34, "earlier": 30, "points": 4}]}  # fmt: skip
    found = technical(reader(compared=compared))
    assert (found.compared, found.warning) == ("Spring", "Different people.")
    assert found.changes[0].points == 4
