"""Sorts a release's tables into groups that an attacker could play against each other.

Between groups only sizes are shared: nobody is counted in a table who is not counted among those
who answered. The tables of who answered are ceilings over all others, and the others are floors
under them. A test attacks whole releases as one system to show that nothing is lost by this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.statistics.model import Kind, Table
from analysis.statistics.splits import SOURCES

Group = Mapping[str, Table]


WHO = frozenset(f"who {variable}" for variable in SOURCES.values()) | {"replies"}
"""Groups whose tables say who answered: every other table's bases are floors under them."""


def groups(tables: Iterable[Table]) -> dict[str, Group]:
    """Group name -> tables by key: an item with its parts and splits, a concern, or one table.

    Concern tables hold many codes; each code's group has those tables cut down to one row.
    """
    by_key = {table.key: table for table in tables}
    home = _homes(by_key)
    found: dict[str, dict[str, Table]] = {}
    for table in by_key.values():
        if table.about == "concerns":
            for code, part in _by_code(table):
                found.setdefault(f"concern {code}", {})[part.key] = part
        else:
            found.setdefault(home.get(table.key, table.key), {})[table.key] = table
    return dict(found)


def _homes(by_key: Mapping[str, Table]) -> dict[str, str]:
    """Table -> the families table it belongs to."""
    home: dict[str, str] = {}
    for table in by_key.values():
        for part in table.parts:
            home[part] = table.key
        if table.within and table.about == "answers":
            home[table.key] = table.within
        if table.variable in SOURCES.values() and table.about == "answers":
            home[table.key] = f"who {table.variable}"
    return home


def _by_code(table: Table) -> Iterable[tuple[str, Table]]:
    if table.kind is Kind.SPLIT:
        return [(table.row, table)]
    return [(row.code, replace(table, rows=(row,))) for row in table.rows]
