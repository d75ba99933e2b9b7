"""Tables that an attacker could play against each other are in one group."""

from __future__ import annotations

from analysis.disclosure.groups import groups
from analysis.release.build import count
from analysis.statistics.door import admit
from tests.analysis.release.sample import sample_dataset, shipped_frame

TABLES = count(admit(sample_dataset(200)), shipped_frame())
GROUPS = groups(TABLES)


def test_an_item_s_parents_carers_families_and_splits_are_one_group() -> None:
    assert set(GROUPS["families.ease"]) == {
        "parent.ease", "carer.ease", "families.ease", "families.ease.by_unit",
        "families.ease.by_when",
    }  # fmt: skip


def test_a_question_of_staff_alone_is_its_own_group() -> None:
    assert set(GROUPS["staff.caseload"]) == {"staff.caseload"}


def test_a_concern_s_group_holds_that_code_of_every_table() -> None:
    group = GROUPS["concern blamed"]
    assert "concerns.families.blamed.by_unit" in group
    for table in group.values():
        if table.key.endswith("by_unit"):
            continue
        assert [row.code for row in table.rows] == ["blamed"]


def test_every_row_of_every_table_is_in_exactly_one_group() -> None:
    cells = [(t.key, r.code) for t in TABLES for r in t.rows]
    grouped = [(t.key, r.code) for g in GROUPS.values() for t in g.values() for r in t.rows]
    assert sorted(cells) == sorted(grouped)
