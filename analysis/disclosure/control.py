"""The whole of disclosure control over one release's tables."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.disclosure.model import BASE, FAVOURABLE, CellId, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules
from analysis.statistics.model import Kind, Table


def control(tables: Sequence[Table], rules: Rules) -> Plan:
    """Decide for every cell whether it may be shown."""
    hidden = primary(tables, rules)
    for table in tables:
        _protect_alone(table, hidden)
    return Plan(hidden, withheld(tables, hidden))


def withheld(tables: Sequence[Table], hidden: dict[CellId, Reason]) -> frozenset[str]:
    """The tables of which no cell is left, or whose base may not be shown."""
    found = set()
    for table in tables:
        cells = [(table.key, r.code) for r in table.rows if not (r.hidden or r.missing)]
        if table.favourable is not None and table.kind is not Kind.SPLIT:
            cells.append((table.key, FAVOURABLE))
        if (table.key, BASE) in hidden or all(cell in hidden for cell in cells):
            found.add(table.key)
    return frozenset(found)


def _protect_alone(table: Table, hidden: dict[CellId, Reason]) -> None:
    """A single hidden row in rows that add up to the base gets a second one beside it."""
    if table.kind not in (Kind.SINGLE, Kind.REPLIES):
        return
    rows = [r for r in table.rows if not r.missing]
    gone = [r for r in rows if (table.key, r.code) in hidden]
    left = sorted((r for r in rows if r not in gone), key=lambda r: (r.count, r.code))
    if len(gone) == 1 and left:
        hidden[table.key, left[0].code] = Reason.PROTECTS
