"""Whole releases: nothing can be worked out of what is published, and could without protection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.disclosure.attack import attack, unsafe
from analysis.disclosure.control import Controlled, control, unprotected
from analysis.disclosure.links import Snapshot, names, system_of
from analysis.disclosure.model import BASE
from analysis.disclosure.rules import shipped
from analysis.disclosure.system import System
from analysis.release.build import count
from analysis.statistics.door import admit
from analysis.statistics.model import Kind, Table
from analysis.statistics.tables import by_key
from tests.analysis.release.sample import sample_dataset, shipped_frame, small_dataset

RULES = shipped()


def wave(size: int, seed: int = 11) -> list[Table]:
    return count(admit(sample_dataset(size, seed)), shipped_frame())


@pytest.mark.parametrize("size", [60, 300, 1500])
def test_nothing_can_be_worked_out_of_what_is_released(size: int) -> None:
    found = control(wave(size), RULES)
    assert found.recoverable == 0
    assert len(found.intervals) > 50


def test_with_suppression_off_the_attack_finds_cells() -> None:
    tables = wave(300)
    exact = unprotected(tables, replace(RULES, round_to=1))
    assert len(exact) > 20
    assert any(interval.width == 0 for interval in exact)
    assert len(unprotected(tables, RULES)) > 5


def test_protection_costs_few_cells() -> None:
    found = control(wave(1500), RULES)
    protecting = sum(why.value.startswith("protects") for why in found.plan.hidden.values())
    assert protecting < 0.05 * len(found.plan.hidden)


def as_one(tables: list[Table], found: Controlled) -> System:
    """Every table in one system, with the shared bases as numbers and not as ceilings."""
    by = by_key(tables)
    system = system_of([Snapshot("", by, found.plan, frozenset(by))], RULES)
    for table in tables:
        base = ("", table.key, BASE)
        if base not in system.low:
            continue
        if table.questionnaire in ("parent", "carer", "staff"):
            missing = [("", table.key, r.code) for r in table.rows if r.missing]
            people = ("", "replies", table.questionnaire)
            system.relate({people: 1, base: -1, **dict.fromkeys(missing, -1)})
        if table.kind is Kind.SPLIT and table.split == "unit":
            for row in table.rows:
                if not row.hidden:
                    areas = {("", f"{who}.area", row.code): 1 for who in ("parent", "carer")}
                    system.relate({**areas, names("", table, row)[1]: -1})
    return system


@pytest.mark.parametrize("size", [250, 600])
def test_groups_miss_nothing_that_all_tables_together_would_give_away(size: int) -> None:
    tables = wave(size)
    found = control(tables, RULES)
    system = as_one(tables, found)
    assert len(system.targets) > 100
    assert unsafe(attack(system)) == []


def test_a_table_left_out_stays_in_the_attack_and_gives_nothing_away_later() -> None:
    tables = count(admit(small_dataset(200)), None)
    found = control(tables, RULES, left_out={"parent.ease"})
    assert "parent.ease" in found.held
    assert "families.ease" not in found.held
    assert found.recoverable == 0
