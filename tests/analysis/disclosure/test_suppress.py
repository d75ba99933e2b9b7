"""More cells are hidden until nothing can be worked out, and no more than that."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.attack import attack, unsafe
from analysis.disclosure.links import Snapshot, system_of
from analysis.disclosure.model import FAVOURABLE, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import shipped
from analysis.disclosure.suppress import Protected, protect
from analysis.statistics.model import Table
from analysis.statistics.tables import by_key
from tests.analysis.disclosure.making import single, split, together

RULES = shipped()
small = st.integers(0, 60)


def protected(*tables: Table) -> Protected:
    return protect(by_key(tables), primary(tables, RULES), RULES)


def attacked_again(found: Protected, *tables: Table) -> int:
    shot = Snapshot("", by_key(tables), found.plan, frozenset(t.key for t in tables))
    return len(unsafe(attack(system_of([shot], RULES), exact=True)))


def test_rounding_alone_often_protects_a_lone_hidden_cell() -> None:
    found = protected(single("staff.x", 45, 50, 5))
    assert set(found.plan.hidden) == {("staff.x", "a2")}


def test_where_rounding_does_not_protect_the_least_useful_cell_is_hidden_too() -> None:
    # 48 and 53 round up, 101 rounds down: what is left could only be 0 or 1.
    table = single("staff.x", 48, 53, 0)
    assert found_unprotected(table) == 1
    found = protected(table)
    assert found.plan.hidden["staff.x", "a0"] is Reason.PROTECTS
    assert ("staff.x", "a1") not in found.plan.hidden
    assert attacked_again(found, table) == 0


def found_unprotected(table: Table) -> int:
    plan = Plan(primary([table], RULES))
    shot = Snapshot("", by_key([table]), plan, frozenset({table.key}))
    return len(unsafe(attack(system_of([shot], RULES), exact=True)))


def test_a_family_figure_gives_way_before_a_hidden_parent_is_worked_out() -> None:
    parent = single("parent.x", 0, 22, 33, good=1)
    carer = single("carer.x", 42, 38, 40, good=1)
    families = together("families.x", parent, carer)
    found = protected(parent, carer, families)
    assert attacked_again(found, parent, carer, families) == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(small, min_size=2, max_size=6), st.lists(small, max_size=2), st.integers(0, 1))
def test_no_single_table_leaks(counts: list[int], missing: list[int], good: int) -> None:
    table = single("staff.x", *counts, missing=tuple(missing), good=good)
    found = protected(table)
    assert attacked_again(found, table) == 0
    for row in table.rows:
        if row.count < 10:
            assert not found.plan.visible((table.key, row.code))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(small, small), min_size=3, max_size=5),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=6),
)
def test_no_item_with_parts_and_units_leaks(
    answers: list[tuple[int, int]], units: list[tuple[int, int]]
) -> None:
    parent = single("parent.x", *(a for a, _ in answers), good=1)
    carer = single("carer.x", *(b for _, b in answers), good=1)
    families = together("families.x", parent, carer)
    good, rest = families.favourable or 0, families.base - (families.favourable or 0)
    groups = []
    for some, others in units:
        count, other = min(some, good), min(others, rest)
        good, rest = good - count, rest - other
        groups.append((count, count + other))
    tables = (parent, carer, families, split("families.x.by_unit", families, *groups))
    assert attacked_again(protected(*tables), *tables) == 0


def test_a_table_of_which_nothing_is_left_is_withheld() -> None:
    found = protected(single("staff.x", 95, 4, good=1))
    assert found.plan.withheld == {"staff.x"}
    assert found.plan.hidden["staff.x", FAVOURABLE] is Reason.COMPLEMENT
