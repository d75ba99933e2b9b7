"""Writes published tables as the system of relations that an attacker would write down.

The attacker knows the questionnaire, the thresholds, that figures are rounded, and (the worst
case) which hidden cells are small and which only protect another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.disclosure.model import BASE, FAVOURABLE, Plan, Reason
from analysis.disclosure.rounding import bounds, rounded
from analysis.disclosure.rules import Rules
from analysis.disclosure.system import Name, System
from analysis.statistics.model import Kind, Row, Table
from analysis.statistics.splits import MADE_OF, SOURCES
from analysis.statistics.tables import FAMILIES

MOST = 10_000_000
"""More people than any review could have: an upper bound for what is not known."""


@dataclass(frozen=True)
class Snapshot:
    """The state of some tables at one release: what was counted, what was decided, what went out.

    ``issued`` are the keys of tables published anew at that release. ``ceilings`` are the most
    replies that the published figures allow, by questionnaire and by (split, category);
    ``floors`` the least, from the bases of all other tables.
    """

    at: str
    tables: Mapping[str, Table]
    plan: Plan
    issued: frozenset[str]
    ceilings: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    floors: Mapping[tuple[str, ...], int] = field(default_factory=dict)


def system_of(snapshots: Sequence[Snapshot], rules: Rules) -> System:
    """Everything an attacker can write down about these tables, over all their releases."""
    system = System()
    for snapshot in snapshots:
        told = {k: t for k, t in snapshot.tables.items() if _tells(snapshot, t)}
        for table in told.values():
            _Writer(system, snapshot, table, rules).write()
        for table in told.values():
            _relate(system, snapshot, table, told)
        _stand_on(system, snapshot, told)
    for earlier, later in itertools.pairwise(snapshots):
        _over_time(system, earlier, later, rules)
    return system


def _tells(snapshot: Snapshot, table: Table) -> bool:
    """False for a split of which nothing was published: it adds nothing to what is known.

    Its categories are then only known to add up to a total that is published or hidden
    elsewhere, which leaves each of them anything from nothing to that total.
    """
    gone = table.key in snapshot.plan.withheld or table.key not in snapshot.issued
    return not (gone and table.kind is Kind.SPLIT)


def names(at: str, table: Table, row: Row) -> tuple[Name, Name]:
    """The names of a row's count and of its base in the system."""
    count = (at, table.key, row.code)
    return count, ((*count, "base") if row.base is not None else (at, table.key, BASE))


class _Writer:
    """Writes one table of one snapshot."""

    def __init__(self, system: System, snapshot: Snapshot, table: Table, rules: Rules) -> None:
        self.system, self.snapshot, self.table, self.rules = system, snapshot, table, rules
        self.least = rules.minimum_cell
        self.base: Name = (snapshot.at, table.key, BASE)
        self.issued = table.key in snapshot.issued

    def write(self) -> None:
        """Quantities, relations inside the table, and targets."""
        table = self.table
        self._quantity(self.base, table.base, (table.key, BASE))
        for row in table.rows:
            self._row(row)
        if table.favourable is not None and table.kind is not Kind.SPLIT:
            name = (self.snapshot.at, table.key, FAVOURABLE)
            cell = (table.key, FAVOURABLE)
            self._quantity(name, table.favourable, cell, self.base)
            self.system.equal(name, [self._name(r) for r in table.rows if r.favourable])
        self._sums()

    def _name(self, row: Row) -> Name:
        return names(self.snapshot.at, self.table, row)[0]

    def _row(self, row: Row) -> None:
        count, base = names(self.snapshot.at, self.table, row)
        cell = (self.table.key, row.code)
        if row.hidden:
            self.system.quantity(count, 0, MOST)
            self.system.quantity(base, 0, MOST)
            self.system.at_most(count, base)
            return
        if row.base is not None:
            shown = self.issued and self.snapshot.plan.visible(cell)
            low, high = self._shown(row.base) if shown else (0, MOST)
            self.system.quantity(base, low, high)
            if row.base < self.least:
                self.system.protect(base, {base: 1}, self.rules.interval)
        outside = row.missing or self.table.kind is Kind.REPLIES
        self._quantity(count, row.count, cell, None if outside else base)

    def _shown(self, count: int) -> tuple[int, int]:
        low, high = bounds(rounded(count, self.rules.round_to), self.rules.round_to)
        return max(low, self.least), high

    def _quantity(
        self, name: Name, exact: int, cell: tuple[str, str], base: Name | None = None
    ) -> None:
        """One number: its bounds, its complement's bounds, and whether it is attacked."""
        system, plan, few = self.system, self.snapshot.plan, self.least - 1
        need = self.rules.interval
        if not self.issued:
            system.quantity(name, 0, MOST)
            if base:
                system.at_most(name, base)
            return
        # A withheld table does not say which of its cells are hidden, so not which are not small.
        least = 0 if self.table.key in plan.withheld else self.least
        why = plan.hidden.get(cell)
        rest = {base: 1, name: -1} if base else {}
        if why is Reason.SMALL:
            system.quantity(name, 0, few)
            system.protect(name, {name: 1}, need)
        elif plan.visible(cell):
            system.quantity(name, *self._shown(exact))
        else:
            system.quantity(name, least, MOST)
        if rest and why is Reason.COMPLEMENT:
            system.relate(rest, 0, few)
            system.protect((*name, "rest"), rest, need)
        elif rest:
            system.relate(rest, 0 if why is Reason.SMALL else least)

    def _sums(self) -> None:
        table, system = self.table, self.system
        answers = [self._name(r) for r in table.rows if not r.missing]
        missing = [self._name(r) for r in table.rows if r.missing]
        ceiling = self.snapshot.ceilings.get((table.questionnaire,))
        if table.kind in (Kind.SINGLE, Kind.REPLIES):
            system.equal(self.base, answers)
        elif table.kind is Kind.SPLIT:
            system.equal(self.base, [names(self.snapshot.at, table, r)[1] for r in table.rows])
            self._categories()
        elif table.about == "answers":
            system.relate({self.base: -1, **dict.fromkeys(answers, 1)})
        if ceiling is not None and table.kind is not Kind.REPLIES:
            system.relate({self.base: 1, **dict.fromkeys(missing, 1)}, 0, ceiling)

    def _categories(self) -> None:
        """No more people in a category than the table of that question shows."""
        for row in self.table.rows:
            ceiling = self.snapshot.ceilings.get((self.table.split, row.code))
            if ceiling is not None and not row.hidden:
                base = names(self.snapshot.at, self.table, row)[1]
                self.system.relate({base: 1}, 0, ceiling)


def _relate(system: System, snapshot: Snapshot, table: Table, here: Mapping[str, Table]) -> None:
    """Relations between tables of one snapshot: parts, splits, concerns by question."""
    parts = [here[key] for key in table.parts if key in here]
    if parts and len(parts) == len(table.parts):
        _sum_of(system, snapshot.at, table, parts)
    whole = here.get(table.within)
    if whole is not None and table.kind is Kind.SPLIT:
        counts = [names(snapshot.at, table, row)[0] for row in table.rows]
        system.equal((snapshot.at, whole.key, table.row or FAVOURABLE), counts)
        system.equal((snapshot.at, whole.key, BASE), [(snapshot.at, table.key, BASE)])
    inner = [t for t in here.values() if t.within == table.key and t.kind is Kind.MULTI]
    if inner:
        _union_of(system, snapshot.at, table, inner)


def _stand_on(system: System, snapshot: Snapshot, here: Mapping[str, Table]) -> None:
    """Those who answered are at least as many as any published base needs."""
    for (split, *category), floor in snapshot.floors.items():
        if not category:
            rows = [("replies", split)] if "replies" in here else []
        else:
            rows = list(category_rows(here, split, category[0]))
        if rows:
            system.relate({(snapshot.at, key, code): 1 for key, code in rows}, floor)


def category_rows(
    tables: Mapping[str, Table], split: str, category: str
) -> Iterable[tuple[str, str]]:
    """(table, row) of parents' and carers' answers that make up a category of a split."""
    codes = MADE_OF.get((split, category), {category})
    for who in FAMILIES:
        table = tables.get(f"{who}.{SOURCES[split]}")
        for row in table.rows if table else ():
            if row.code in codes:
                yield table.key if table else "", row.code


def _sum_of(system: System, at: str, table: Table, parts: Sequence[Table]) -> None:
    """Every number of the table is the sum of its parts' numbers (different people)."""
    for code in [BASE, *(row.code for row in table.rows)]:
        system.equal((at, table.key, code), [(at, part.key, code) for part in parts])


def _union_of(system: System, at: str, table: Table, inner: Sequence[Table]) -> None:
    """People of the table are those of any inner table: at least each, at most their sum."""
    for code in [BASE, *(row.code for row in table.rows)]:
        whole = (at, table.key, code)
        each = [(at, t.key, code) for t in inner]
        for part in each:
            system.at_most(part, whole)
        system.relate({whole: -1, **dict.fromkeys(each, 1)})


def _over_time(system: System, earlier: Snapshot, later: Snapshot, rules: Rules) -> None:
    """Between two releases of one wave people are only added; the newcomers are attacked too."""
    for key, table in later.tables.items():
        before = earlier.tables.get(key)
        if before is None or not (_tells(earlier, before) and _tells(later, table)):
            continue
        base = ((later.at, key, BASE), (earlier.at, key, BASE))
        _grows(system, base, table.base - before.base, rules)
        for row in table.rows:
            old = before.row_of(row.code)
            if old is None:
                continue
            new, past = names(later.at, table, row), names(earlier.at, before, old)
            _grows(system, (new[0], past[0]), row.count - old.count, rules)
            if row.base is not None and old.base is not None:
                _grows(system, (new[1], past[1]), row.base - old.base, rules)


def _grows(system: System, pair: tuple[Name, Name], gain: int, rules: Rules) -> None:
    """``pair`` is (later, earlier). A loss (a reply withdrawn) tells the attacker nothing sure."""
    new, old = pair
    if gain < 0:
        return
    system.relate({new: 1, old: -1})
    if 0 < gain < rules.minimum_cell:
        system.protect((*new, "newcomers"), {new: 1, old: -1}, rules.interval)


def ceilings(tables: Iterable[Table], plan: Plan, rules: Rules) -> dict[tuple[str, ...], int]:
    """The most people that published figures allow, by questionnaire and by split category.

    A table that ``plan`` withholds, or that is not issued now, allows any number: give it withheld.
    """
    by_key = {table.key: table for table in tables}
    found: dict[tuple[str, ...], int] = {}
    replies = by_key.get("replies")
    for row in replies.rows if replies else ():
        found[row.code,] = _most("replies", row, plan, rules)
    if ("parent",) in found and ("carer",) in found:
        found["families",] = found["parent",] + found["carer",]
    for table in by_key.values():
        for row in table.rows if table.split else ():
            rows = list(category_rows(by_key, table.split, row.code))
            if rows:
                most = [_most(key, by_key[key].row_of(code), plan, rules) for key, code in rows]
                found[table.split, row.code] = sum(most)
    return found


def floors(tables: Iterable[Table], plan: Plan, rules: Rules) -> dict[tuple[str, ...], int]:
    """The fewest people that published bases need, by questionnaire and by split category."""
    found: dict[tuple[str, ...], int] = {}

    def raise_to(key: tuple[str, ...], floor: int) -> None:
        found[key] = max(floor, found.get(key, 0))

    for table in tables:
        if table.kind is Kind.SPLIT:
            for row in table.rows:
                if not row.hidden and plan.visible((table.key, row.code)):
                    raise_to((table.split, row.code), _least(row.base or 0, rules))
        elif table.kind is not Kind.REPLIES and plan.visible((table.key, BASE)):
            seen = [r.count for r in table.rows if r.missing and plan.visible((table.key, r.code))]
            low = _least(table.base, rules) + sum(_least(count, rules) for count in seen)
            raise_to((table.questionnaire,), low)
    return {key: floor for key, floor in found.items() if key != ("families",)}


def _least(count: int, rules: Rules) -> int:
    return bounds(rounded(count, rules.round_to), rules.round_to)[0]


def _most(key: str, row: Row | None, plan: Plan, rules: Rules) -> int:
    if row is None:
        return MOST
    cell = (key, row.code)
    if plan.visible(cell):
        return bounds(rounded(row.count, rules.round_to), rules.round_to)[1]
    small = key not in plan.withheld and plan.hidden.get(cell) is Reason.SMALL
    return rules.minimum_cell - 1 if small else MOST
