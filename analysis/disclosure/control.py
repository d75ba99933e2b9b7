"""The whole of disclosure control over one release's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.disclosure.attack import Interval, attack, unsafe
from analysis.disclosure.groups import Group, groups
from analysis.disclosure.ledger import Entry, last_issue, may_issue
from analysis.disclosure.links import Snapshot, ceilings, system_of
from analysis.disclosure.model import CellId, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules
from analysis.disclosure.suppress import Protected, protect, withheld
from analysis.statistics.model import Table

__all__ = ["Controlled", "control", "merged", "reattack", "withheld"]


@dataclass(frozen=True)
class Controlled:
    """What disclosure control decided, and what its attack found at the end."""

    plan: Plan
    intervals: tuple[Interval, ...]
    held: frozenset[str] = frozenset()
    ceilings: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def narrowest(self, need: int) -> int | None:
        """The least width left to the numbers that need ``need``; None when there are none."""
        widths = [i.width for i in self.intervals if i.target.need == need]
        return int(min(widths)) if widths else None

    @property
    def recoverable(self) -> int:
        """How many hidden numbers can be pinned too closely (0 in anything released)."""
        return len(unsafe(self.intervals))


def control(tables: Sequence[Table], rules: Rules, *, past: Sequence[Entry] = ()) -> Controlled:
    """Decide for every cell whether it may be shown, and attack the result.

    ``past`` are the ledger's entries of the same wave, oldest first: tables that may not be
    issued again yet are ``held``, and what can be worked out across releases is hidden too.
    """
    hidden = primary(tables, rules)
    known = ceilings(tables, Plan(hidden, withheld(tables, hidden)), rules)
    now = groups(tables)
    before = [(e.snapshot, groups(e.snapshot.tables.values())) for e in past]
    history = {name: _history(name, before) for name in now}
    fresh = frozenset(t.key for t in tables if _fresh(t, hidden, past, rules))
    parts: dict[str, tuple[Protected, frozenset[str]]] = {}
    while True:
        for name, group in now.items():
            wanted = fresh & frozenset(group)
            if name not in parts or parts[name][1] != wanted:
                found = protect(
                    group, hidden, rules, past=history[name], fresh=wanted, ceilings=known
                )
                parts[name] = (found, wanted)
        held = frozenset().union(*(part.held for part, _ in parts.values()))
        if not fresh & held:
            break
        fresh -= held  # a table cut by code is held in all its groups or in none
    done = [part for part, _ in parts.values()]
    plan = merged((part.plan for part in done), tables)
    intervals = tuple(i for part in done for i in part.intervals)
    return Controlled(plan, intervals, frozenset(t.key for t in tables) - fresh, known)


def _fresh(
    table: Table, hidden: Mapping[CellId, Reason], past: Sequence[Entry], rules: Rules
) -> bool:
    before = last_issue(past, table.key)
    return before is None or may_issue(table, hidden, before, rules)


def _history(
    name: str, before: Sequence[tuple[Snapshot, Mapping[str, Group]]]
) -> tuple[Snapshot, ...]:
    """The earlier releases that issued a table of this group, cut down to the group."""
    found = []
    for snapshot, parts in before:
        group = parts.get(name, {})
        issued = snapshot.issued & frozenset(group)
        if issued:
            found.append(replace(snapshot, tables=group, issued=issued))
    return tuple(found)


def reattack(entry: Entry, past: Sequence[Entry], rules: Rules) -> list[Interval]:
    """Attack a finished release again; returns what could be pinned too closely."""
    shot = entry.snapshot
    before = [(e.snapshot, groups(e.snapshot.tables.values())) for e in past]
    found: list[Interval] = []
    for name, group in groups(shot.tables.values()).items():
        now = replace(shot, at="", tables=group, plan=_group_plan(shot.plan, group))
        found += unsafe(attack(system_of([*_history(name, before), now], rules)))
    return found


def _group_plan(plan: Plan, group: Group) -> Plan:
    """The plan as one group sees it."""
    cells = {cell: why for cell, why in plan.hidden.items() if cell[0] in group}
    return Plan(cells, plan.withheld & frozenset(group))


def merged(plans: Iterable[Plan], tables: Sequence[Table]) -> Plan:
    """One plan from the groups' plans.

    A concern table is cut into groups by code; it is withheld only when no row of it is left.
    """
    cells: dict[CellId, Reason] = {}
    shut: set[str] = set()
    for plan in plans:
        cells.update(plan.hidden)
        shut |= plan.withheld
    whole = {t.key for t in tables if t.about != "concerns" or t.split}
    return Plan(cells, (frozenset(shut) & whole) | withheld(tables, cells))
