"""The whole of disclosure control over one release's tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.disclosure.attack import Interval, unsafe
from analysis.disclosure.groups import groups
from analysis.disclosure.links import ceilings
from analysis.disclosure.model import CellId, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules
from analysis.disclosure.suppress import protect, withheld
from analysis.statistics.model import Table


@dataclass(frozen=True)
class Controlled:
    """What disclosure control decided, and what its attack found at the end."""

    plan: Plan
    intervals: tuple[Interval, ...]
    held: frozenset[str] = frozenset()

    @property
    def narrowest(self) -> float | None:
        """The least width of any attacked number, None when nothing had to be hidden."""
        return min((i.width for i in self.intervals), default=None)

    @property
    def recoverable(self) -> int:
        """How many hidden numbers can be pinned too closely (0 in anything released)."""
        return len(unsafe(self.intervals))


def control(tables: Sequence[Table], rules: Rules) -> Controlled:
    """Decide for every cell whether it may be shown, and attack the result."""
    hidden = primary(tables, rules)
    known = ceilings(tables, Plan(hidden, withheld(tables, hidden)), rules)
    parts = [protect(g, hidden, rules, ceilings=known) for g in groups(tables).values()]
    plan = merged((part.plan for part in parts), tables)
    intervals = tuple(i for part in parts for i in part.intervals)
    return Controlled(plan, intervals, frozenset().union(*(p.held for p in parts)))


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
