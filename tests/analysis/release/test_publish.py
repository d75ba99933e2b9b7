"""Counts become published figures: rounded, hidden, flagged, and never anything else."""

from __future__ import annotations

from analysis.disclosure.model import Plan
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import shipped
from analysis.disclosure.suppress import withheld
from analysis.release.model import PublishedTable, table_from_data, table_to_data
from analysis.release.publish import Issue, flag, publish
from analysis.statistics.model import Table
from tests.analysis.disclosure.making import multi, replies, single, split

RULES = shipped()


def published(table: Table, estimates: dict[str, object] | None = None) -> PublishedTable:
    hidden = primary([table], RULES)
    plan = Plan(hidden, withheld([table], hidden))
    return publish(table, plan, RULES, Issue("r1", "2026-12-01"), estimates)  # type: ignore[arg-type]


def test_counts_and_bases_are_rounded_and_percentages_come_from_them() -> None:
    table = published(single("p.x", 23, 41, 62))
    assert table.base == 125
    assert [(c.count, c.percent) for c in table.rows] == [(25, 20), (40, 32), (60, 48)]


def test_a_hidden_cell_has_no_figure_at_all() -> None:
    cell = published(single("p.x", 4, 41, 62)).row("a0")
    assert cell is not None
    assert (cell.status, cell.count, cell.base, cell.percent) == ("suppressed", None, None, None)


def test_under_thirty_there_is_no_percentage_and_under_a_hundred_a_flag() -> None:
    small = published(single("p.x", 12, 12))
    assert [(c.count, c.percent, c.flag) for c in small.rows] == [(10, None, "under_30")] * 2
    middle = published(single("p.x", 30, 40))
    assert middle.flag == "under_100"
    assert middle.rows[0].percent == 43
    assert flag(100, RULES) == ""


def test_do_not_know_has_a_count_but_no_percentage() -> None:
    cell = published(single("p.x", 50, 60, missing=(14,))).row("m0")
    assert cell is not None
    assert (cell.count, cell.percent, cell.base) == (15, None, None)


def test_a_withheld_table_says_why_and_shows_nothing() -> None:
    table = published(single("p.x", 3, 4))
    assert not table.published
    assert "exposing" in table.why
    assert table.base is None
    assert {c.status for c in table.rows} == {"not_enough"}


def test_the_favourable_share_stands_beside_the_rows() -> None:
    table = published(single("p.x", 23, 41, 62, good=2))
    assert table.favourable is not None
    assert (table.favourable.count, table.favourable.percent) == (65, 52)


def test_a_unit_has_its_own_base_and_who_gave_none_is_not_shown() -> None:
    whole = single("families.x", 200, 200, good=1)
    table = published(split("families.x.by_unit", whole, (22, 61), (40, 90)))
    assert [c.code for c in table.rows] == ["u0", "u1"]
    assert (table.rows[0].count, table.rows[0].base, table.rows[0].percent) == (20, 60, 33)
    assert table.favourable is None


def test_replies_have_no_percentages() -> None:
    assert [c.percent for c in published(replies(parent=104, carer=52)).rows] == [None, None]


def test_an_estimate_is_whole_drawn_outwards_and_only_beside_a_shown_concern() -> None:
    table = multi("concerns.parent", 100, 30, 4, about="concerns")
    given = {"share": 28.4, "low": 22.3, "high": 34.1, "sample": 300}
    found = published(table, {"concerns.parent": {"a0": given, "a1": given}})
    assert found.rows[0].estimate == {"share": 28, "low": 22, "high": 35, "sample": 300}
    assert found.rows[1].estimate is None


def test_a_table_survives_being_written_as_data() -> None:
    table = published(single("p.x", 23, 41, 62, good=2, missing=(3,)))
    assert table_from_data(table_to_data(table)) == table
