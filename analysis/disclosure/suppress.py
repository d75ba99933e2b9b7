"""Complementary suppression: hide more cells until the attack finds nothing.

For each hidden number that can be pinned too closely, the attack says which published figures
hold it in; the least useful of those is hidden too, and the attack is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure.attack import AttackError, Interval, attack, unsafe
from analysis.disclosure.groups import Group
from analysis.disclosure.links import Snapshot, system_of
from analysis.disclosure.model import BASE, FAVOURABLE, CellId, Plan, Reason
from analysis.disclosure.rules import Rules
from analysis.statistics.model import Kind, Table

HEADLINE = 5
"""A share of favourable answers is worth this many times its people."""


@dataclass(frozen=True)
class Protected:
    """What came of one group: its plan, the last attack, and the tables held back."""

    plan: Plan
    intervals: tuple[Interval, ...]
    held: frozenset[str] = frozenset()


def protect(
    group: Group,
    hidden: Mapping[CellId, Reason],
    rules: Rules,
    *,
    past: Sequence[Snapshot] = (),
    fresh: frozenset[str] | None = None,
    ceilings: Mapping[tuple[str, ...], int] | None = None,
    floors: Mapping[tuple[str, ...], int] | None = None,
) -> Protected:
    """Hide cells of one group until every attacked number keeps its interval.

    ``hidden`` are the cells hidden for their own sake. ``past`` are earlier releases of the
    same tables; ``fresh`` the tables to issue now (None: all). Where hiding more does not help,
    tables are held back: an earlier issue stands, or nothing is published.
    """
    issued = frozenset(group) if fresh is None else fresh
    cells = {cell: why for cell, why in hidden.items() if cell[0] in group}
    shut: frozenset[str] = frozenset()
    while True:
        plan = Plan(cells, withheld(group.values(), cells, cut=True) | shut)
        now = Snapshot("", group, plan, issued, ceilings or {}, floors or {})
        intervals = attack(system_of([*past, now], rules))
        narrow = unsafe(intervals)
        if not narrow:
            return Protected(plan, tuple(intervals), frozenset(group) - issued)
        more = _choose(narrow, group, plan, issued)
        if more:
            cells = {**cells, **dict.fromkeys(more, Reason.PROTECTS)}
        else:
            issued, shut = _give_up(narrow, issued, shut, past)


def withheld(
    tables: Iterable[Table], hidden: Mapping[CellId, Reason], *, cut: bool = False
) -> frozenset[str]:
    """The tables of which no figure is left, or whose base may not be shown.

    ``cut``: concern tables are cut to one code here, and their base is shown for the others.
    """
    found = set()
    for table in tables:
        cells = [(table.key, r.code) for r in table.rows if not (r.hidden or r.missing)]
        if table.favourable is not None and table.kind is not Kind.SPLIT:
            cells.append((table.key, FAVOURABLE))
        others = cut and table.about == "concerns" and table.kind is Kind.MULTI
        empty = all(cell in hidden for cell in cells) and not others
        if (table.key, BASE) in hidden or empty:
            found.add(table.key)
    return frozenset(found)


def _choose(
    narrow: Sequence[Interval], group: Group, plan: Plan, issued: frozenset[str]
) -> set[CellId]:
    """For each narrow interval the cheapest published cell that holds it in, if there is any."""
    costs = {
        cell: cost
        for table in group.values()
        if table.key in issued
        for cell, cost in _costs(table)
        if plan.visible(cell)
    }
    chosen: set[CellId] = set()
    for interval in narrow:
        binding = {(n[1], n[2]) for n in interval.binding if n[0] == ""} & set(costs)
        beside = {cell for cell in costs if cell[0] == interval.target.name[1]}
        cells = binding or beside
        if cells and not chosen & cells:
            chosen.add(min(cells, key=lambda cell: (costs[cell], cell)))
    return chosen


def _costs(table: Table) -> Iterable[tuple[CellId, float]]:
    """Each cell that could be hidden, and what hiding it would lose."""
    for row in table.rows:
        if not row.hidden:
            yield (table.key, row.code), float(row.count if row.base is None else row.base)
    if table.favourable is not None and table.kind is not Kind.SPLIT:
        yield (table.key, FAVOURABLE), float(HEADLINE * table.base)


def _give_up(
    narrow: Sequence[Interval],
    issued: frozenset[str],
    shut: frozenset[str],
    past: Sequence[Snapshot],
) -> tuple[frozenset[str], frozenset[str]]:
    """Nothing more to hide: let earlier issues stand, else publish nothing of the tables."""
    before = {k for shot in past for k in shot.issued if k not in shot.plan.withheld}
    if issued & before:
        return issued - before, shut
    touched = {name[1] for i in narrow for name in (i.target.name, *i.binding)} & issued
    if touched - shut or issued - shut:
        return issued, shut | (touched if touched - shut else issued)
    raise AttackError("Earlier releases alone give a hidden number away. Ask a statistician.")
