"""From counted tables and decisions to published tables: rounded, hidden, flagged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from analysis.disclosure.model import BASE, FAVOURABLE, Plan, Status
from analysis.disclosure.rounding import percent, rounded
from analysis.disclosure.rules import Rules
from analysis.release.model import Cell, PublishedTable
from analysis.statistics.model import Kind, Row, Table

WITHHELD = "Not enough replies to say anything without exposing somebody."


@dataclass(frozen=True, slots=True)
class Issue:
    """The release in which tables are issued: its id and ISO date."""

    release: str
    date: str


def publish(
    table: Table,
    plan: Plan,
    rules: Rules,
    issue: Issue,
    estimates: Mapping[str, Mapping[str, Any]] | None = None,
) -> PublishedTable:
    """One table as it may be seen. ``estimates``: table -> code -> share, low, high in percent."""
    gone = table.key in plan.withheld
    base = None if gone or (table.key, BASE) in plan.hidden else _round(table.base, rules)
    rows = [
        _cell(table, row, plan, rules, _whole((estimates or {}).get(table.key, {}).get(row.code)))
        for row in table.rows
        if not row.hidden
    ]
    return PublishedTable(
        key=table.key,
        kind=table.kind.value,
        about=table.about,
        title=table.title,
        question=table.question,
        questionnaire=table.questionnaire,
        variable=table.variable,
        stage=table.stage,
        mirror=table.mirror,
        scale=table.scale,
        asked=table.asked,
        split=table.split,
        status="withheld" if gone else "published",
        why=WITHHELD if gone else "",
        base=base,
        flag=flag(base, rules),
        rows=tuple(rows),
        favourable=_favourable(table, plan, rules),
        issued_in=issue.release,
        issued_on=issue.date,
    )


def flag(base: int | None, rules: Rules) -> str:
    """``under_30`` (no percentages), ``under_100`` (few replies), or nothing."""
    if base is None or base >= rules.flag_percent_base:
        return ""
    return "under_30" if base < rules.minimum_percent_base else "under_100"


def _round(count: int, rules: Rules) -> int:
    return rounded(count, rules.round_to)


def _cell(
    table: Table, row: Row, plan: Plan, rules: Rules, estimate: Mapping[str, Any] | None
) -> Cell:
    status = plan.status((table.key, row.code))
    cell = Cell(row.code, row.label, status.value, missing=row.missing, favourable=row.favourable)
    if status is not Status.SHOWN:
        return cell
    count = _round(row.count, rules)
    if table.kind is Kind.REPLIES or row.missing:
        return replace(cell, count=count)
    base = _round(table.base if row.base is None else row.base, rules)
    return replace(
        cell,
        count=count,
        base=base,
        percent=share(count, base, rules),
        flag=flag(base, rules),
        estimate=estimate if table.about == "concerns" else None,
    )


def _whole(estimate: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """An estimate in whole percentage points, its interval drawn outwards."""
    if estimate is None:
        return None
    low, high = math.floor(estimate["low"]), math.ceil(estimate["high"])
    return {**estimate, "share": round(estimate["share"]), "low": low, "high": high}


def _favourable(table: Table, plan: Plan, rules: Rules) -> Cell | None:
    if table.favourable is None or table.kind is Kind.SPLIT:
        return None
    status = plan.status((table.key, FAVOURABLE))
    if status is not Status.SHOWN or (table.key, BASE) in plan.hidden:
        hidden = Status.SUPPRESSED if status is Status.SHOWN else status
        return Cell("favourable", "Favourable", hidden.value)
    count, base = _round(table.favourable, rules), _round(table.base, rules)
    return Cell(
        "favourable",
        "Favourable",
        "shown",
        count,
        base,
        share(count, base, rules),
        flag(base, rules),
        favourable=True,
    )


def share(count: int, base: int, rules: Rules) -> int | None:
    """A whole percentage from rounded counts, or None when the base is too small."""
    return percent(count, base) if base >= rules.minimum_percent_base else None
