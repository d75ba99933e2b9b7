"""The whole of disclosure control over one release's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from analysis.disclosure.attack import Interval, attack, unsafe
from analysis.disclosure.groups import WHO, Group, groups
from analysis.disclosure.ledger import Entry, last_issue, may_issue
from analysis.disclosure.links import Snapshot, ceilings, floors, system_of
from analysis.disclosure.model import CellId, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules
from analysis.disclosure.suppress import Protected, protect, withheld
from analysis.statistics.model import Table

__all__ = ["Controlled", "control", "merged", "reattack", "unprotected", "withheld"]


@dataclass(frozen=True)
class Controlled:
    """What disclosure control decided, and what its attack found at the end."""

    plan: Plan
    intervals: tuple[Interval, ...]
    held: frozenset[str] = frozenset()
    ceilings: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    floors: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def narrowest(self) -> int | None:
        """The least width proven to be left to a hidden number; None when nothing is hidden."""
        widths = [i.width for i in self.intervals]
        return int(min(widths)) if widths else None

    @property
    def recoverable(self) -> int:
        """How many hidden numbers can be pinned too closely (0 in anything released)."""
        return len(unsafe(self.intervals))


def control(
    tables: Sequence[Table],
    rules: Rules,
    *,
    past: Sequence[Entry] = (),
    left_out: Set[str] = frozenset(),
) -> Controlled:
    """Decide for every cell whether it may be shown, and attack the result.

    ``past`` are the ledger's entries of the same wave, oldest first: tables that may not be
    issued again yet are ``held``, and what can be worked out across releases is hidden too.
    ``left_out`` are keys of tables that are not issued now: ``held`` too, but still part of the
    attack, so that a later release cannot be played against what is known of them.
    """
    hidden = primary(tables, rules)
    issuable = [t for t in tables if t.key not in left_out]
    fresh = frozenset(t.key for t in issuable if _fresh(t, hidden, past, rules))
    work = _Work(tables, hidden, rules, past)
    while True:
        done = work.protected(fresh)
        held = frozenset().union(*(part.held for part in done))
        if not fresh & held:
            break
        fresh -= held  # a table cut by code is held in all its groups or in none
    plan = merged((part.plan for part in done), tables)
    intervals = tuple(i for part in done for i in part.intervals)
    stands = frozenset(t.key for t in tables) - fresh
    return Controlled(plan, intervals, stands, work.ceilings, work.floors)


class _Work:
    """Protects group after group, and remembers what need not be done again."""

    def __init__(
        self,
        tables: Sequence[Table],
        hidden: Mapping[CellId, Reason],
        rules: Rules,
        past: Sequence[Entry],
    ) -> None:
        self.tables, self.hidden, self.rules = tables, hidden, rules
        self.groups = groups(tables)
        before = [(e.snapshot, groups(e.snapshot.tables.values())) for e in past]
        self.history = {name: _history(name, before) for name in self.groups}
        self.past = past
        self.ceilings: dict[tuple[str, ...], int] = {}
        self.floors: dict[tuple[str, ...], int] = {}
        self._done: dict[tuple[str, frozenset[str]], Protected] = {}

    def protected(self, fresh: frozenset[str]) -> list[Protected]:
        """Every group protected: first the answers, then those who answered, on their floors."""
        who = {key for name in WHO for key in self.groups.get(name, ())}
        self._share(ceilings=self._ceilings(who & fresh))
        answers = [self._protect(name, fresh) for name in self.groups if name not in WHO]
        plan = merged((part.plan for part in answers), self.tables)
        self._share(floors=self._floors(fresh - who, plan))
        return answers + [self._protect(name, fresh) for name in self.groups if name in WHO]

    def _share(
        self,
        ceilings: dict[tuple[str, ...], int] | None = None,
        floors: dict[tuple[str, ...], int] | None = None,
    ) -> None:
        """Take up new ceilings or floors, and forget what was protected under others."""
        if ceilings is not None and ceilings != self.ceilings:
            self.ceilings, self._done = ceilings, {}
        if floors is not None and floors != self.floors:
            self.floors = floors
            self._done = {key: part for key, part in self._done.items() if key[0] not in WHO}

    def _ceilings(self, issued: Set[str]) -> dict[tuple[str, ...], int]:
        """From the tables of who answered that are issued now; an earlier one is outgrown."""
        silent = {key for name in WHO for key in self.groups.get(name, ())} - issued
        plan = Plan(self.hidden, withheld(self.tables, self.hidden) | silent)
        return ceilings(self.tables, plan, self.rules)

    def _floors(self, issued: Set[str], plan: Plan) -> dict[tuple[str, ...], int]:
        """From the bases issued now, and from earlier ones: people are only added."""
        tables = [table for table in self.tables if table.key in issued]
        found = floors(tables, plan, self.rules)
        sizes = floors(self.tables, Plan(), replace(self.rules, round_to=1))
        for entry in self.past:
            for key, floor in entry.snapshot.floors.items():
                if floor <= sizes.get(key, 0):  # else replies were withdrawn since
                    found[key] = max(floor, found.get(key, 0))
        return found

    def _protect(self, name: str, fresh: frozenset[str]) -> Protected:
        group = self.groups[name]
        key = (name, fresh & frozenset(group))
        if key not in self._done:
            self._done[key] = protect(
                group,
                self.hidden,
                self.rules,
                past=self.history[name],
                fresh=key[1],
                ceilings=self.ceilings,
                floors=self.floors if name in WHO else {},
            )
        return self._done[key]


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


def reattack(
    entry: Entry,
    past: Sequence[Entry],
    rules: Rules,
    progress: Callable[[int, int], None] | None = None,
) -> list[Interval]:
    """Attack a finished release again; returns what could be pinned too closely.

    ``progress`` is called with (groups attacked, groups in all).
    """
    shot = entry.snapshot
    before = [(e.snapshot, groups(e.snapshot.tables.values())) for e in past]
    found: list[Interval] = []
    every = groups(shot.tables.values())
    for done, (name, group) in enumerate(every.items(), 1):
        now = replace(shot, at="", tables=group, plan=_group_plan(shot.plan, group))
        found += unsafe(attack(system_of([*_history(name, before), now], rules)))
        if progress:
            progress(done, len(every))
    return found


def unprotected(tables: Sequence[Table], rules: Rules) -> list[Interval]:
    """What the attack would pin if only small cells were hidden and nothing protected them.

    With ``rules.round_to`` 1 it is the attack on tables with exact figures.
    """
    hidden = primary(tables, rules)
    plan = Plan(hidden, withheld(tables, hidden))
    known = ceilings(tables, plan, rules)
    found: list[Interval] = []
    for group in groups(tables).values():
        cut = Plan(_group_plan(plan, group).hidden, withheld(group.values(), hidden, cut=True))
        snapshot = Snapshot("", group, cut, frozenset(group), known)
        found += unsafe(attack(system_of([snapshot], rules)))
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
