"""Reads a release as a stranger would, and finds what the rules forbid.

It shares no code with suppression: it looks at published figures alone, so that a mistake there
is caught here, before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analysis.release.model import Cell, PublishedTable, Release

FORBIDDEN_CODES = ("urgent",)


def problems(release: Release) -> list[str]:
    """Everything in the release that its own rules forbid; empty when it may be published."""
    rules = release["rules"]
    found = [p for table in release for p in _table(table, rules)]
    found += [f"quote {i}: {p}" for i, q in enumerate(release["quotes"], 1) for p in _quote(q)]
    found += list(_codes(release))
    if release["audit"]["recoverable"]:
        found.append(f"audit: {release['audit']['recoverable']} hidden numbers can be worked out")
    return found


def _table(table: PublishedTable, rules: Mapping[str, Any]) -> Iterator[str]:
    cells: Iterable[Cell] = table.rows
    if table.favourable is not None:
        cells = [*table.rows, table.favourable]
    if table.base is not None:
        yield from _count(f"{table.key}: base", table.base, rules)
    for cell in cells:
        where = f"{table.key}: {cell.code}"
        if cell.status != "shown":
            if (cell.count, cell.base, cell.percent, cell.estimate) != (None,) * 4:
                yield f"{where} is hidden but has a figure"
            continue
        if not table.published:
            yield f"{where} is shown in a table that is withheld"
        yield from _count(where, cell.count, rules)
        if cell.base is not None and cell.count is not None:
            yield from _share(where, cell.count, cell.base, cell.percent, rules)


def _count(where: str, count: int | None, rules: Mapping[str, Any]) -> Iterator[str]:
    if count is None:
        yield f"{where} has no count"
    elif count < rules["minimum_cell"] or count % rules["round_to"]:
        yield f"{where}: {count} is too small or not rounded"


def _share(
    where: str, count: int, base: int, percent: int | None, rules: Mapping[str, Any]
) -> Iterator[str]:
    yield from _count(f"{where} base", base, rules)
    if base - count < rules["minimum_cell"]:
        yield f"{where}: nearly everybody ({count} of {base})"
    if percent is None:
        return
    if base < rules["minimum_percent_base"]:
        yield f"{where}: a percentage on a base of {base}"
    if abs(percent - 100 * count / base) > 0.5:
        yield f"{where}: {percent}% is not {count} of {base}"


def _quote(quote: Mapping[str, Any]) -> Iterator[str]:
    if quote.get("kind") not in ("paraphrase", "words"):
        yield "its kind is neither paraphrase nor words"
    if "role" in quote and "unit" in quote:
        yield "role and unit stand together"


def _codes(release: Release) -> Iterator[str]:
    for code in FORBIDDEN_CODES:
        if any(cell.code == code for table in release for cell in table.rows):
            yield f"{code} is counted in a table"
        if any(code == c["code"] for c in release["frame"].get("codes", ())):
            yield f"{code} is named in the published frame"
