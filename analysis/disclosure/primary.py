"""Primary suppression: cells that are small themselves, or whose complement is.

The complement rule keeps a table from saying of a group that (nearly) all of it answered one
way: that is a statement about each of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.disclosure.model import BASE, FAVOURABLE, CellId, Reason
from analysis.disclosure.rules import Rules
from analysis.statistics.model import Kind, Row, Table


def primary(tables: Iterable[Table], rules: Rules) -> dict[CellId, Reason]:
    """Every cell that must be hidden for its own sake."""
    hidden: dict[CellId, Reason] = {}
    for table in tables:
        small = reason(table.base, None, rules.minimum_cell)
        if small:
            hidden[table.key, BASE] = small
        for row in table.rows:
            why = _row(table, row, rules)
            if why:
                hidden[table.key, row.code] = why
        if table.favourable is not None and table.kind is not Kind.SPLIT:
            why = reason(table.favourable, table.base, rules.minimum_cell)
            if why:
                hidden[table.key, FAVOURABLE] = why
    return hidden


def reason(count: int, base: int | None, least: int) -> Reason | None:
    """Why a count of people must be hidden, or None. ``base`` None: it has no complement."""
    if count < least:
        return Reason.SMALL
    if base is not None and base - count < least:
        return Reason.COMPLEMENT
    return None


def _row(table: Table, row: Row, rules: Rules) -> Reason | None:
    if row.hidden:
        return None
    if table.kind is Kind.REPLIES or row.missing:
        return reason(row.count, None, rules.minimum_cell)
    if row.base is not None:
        return reason(row.count, row.base, rules.minimum_cell)
    return reason(row.count, table.base, rules.minimum_cell)
