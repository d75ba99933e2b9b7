"""Families' answers are divided by unit, by how long ago, and trust by reporting."""

from __future__ import annotations

import pytest

from analysis.dataset import Record
from analysis.statistics.splits import reported_group, split_tables, splits, when_group
from analysis.statistics.tables import by_key, closed_tables, family_tables
from tests.analysis.release.sample import PLACES, sample_dataset

DATA = sample_dataset(500, seed=5)
FAMILIES = by_key(family_tables(closed_tables(DATA)))
SPLITS = by_key(split_tables(DATA, FAMILIES.values()))


@pytest.mark.parametrize(
    ("when", "group"),
    [
        ("month", "recent"),
        ("two_years", "recent"),
        ("five_years", "long_ago"),
        ("longer", "long_ago"),
    ],
)
def test_over_two_years_ago_stands_apart(when: str, group: str) -> None:
    assert when_group(Record("parent", "w", "v", {"when": when})) == group


def test_who_did_not_say_when_is_in_no_group() -> None:
    assert when_group(Record("parent", "w", "v", {})) == ""
    assert when_group(Record("parent", "w", "v", {"when": "dont_know"})) == ""


@pytest.mark.parametrize(
    ("who", "group"),
    [("me", "reported"), ("someone_else", "reported"), ("nobody", "nobody"), ("not_sure", "")],
)
def test_those_who_never_reported_stand_apart(who: str, group: str) -> None:
    assert reported_group(Record("carer", "w", "v", {"reported_last": who})) == group


def test_units_come_from_the_codebook() -> None:
    assert [code for code, _ in splits(DATA)[0].categories] == PLACES


def test_a_split_adds_up_to_the_table_it_divides() -> None:
    for table in SPLITS.values():
        whole = FAMILIES[table.within]
        assert sum(r.count for r in table.rows) == whole.favourable, table.key
        assert sum(r.base or 0 for r in table.rows) == whole.base, table.key


def test_who_did_not_name_a_unit_is_counted_but_never_published() -> None:
    row = SPLITS["families.ease.by_unit"].row_of("not_given")
    assert row is not None
    assert row.hidden


def test_only_trust_is_divided_by_reporting() -> None:
    by_reporting = {t.variable for t in SPLITS.values() if t.split == "reported"}
    assert by_reporting == {"trust_before", "trust_now"}
