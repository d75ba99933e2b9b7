"""Command units in funnels: who stands outside what chance and usual differences would give.

Units come in the order of their codes. Nothing here sorts them by result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings.journey import document, plans
from analysis.findings.reader import Reader
from analysis.findings.wording import joined

MOST = 6
"""Funnels drawn at most; the rest is told in a sentence and stands in the annex."""
ALWAYS = "families.satisfaction.by_unit"
"""Drawn even when every unit is inside."""
INSIDE, ABOVE, BELOW = "inside", "above", "below"


@dataclass(frozen=True, slots=True)
class Unit:
    """One command unit: its share in percent, its replies, and the limits at that number."""

    code: str
    label: str
    percent: int
    base: int
    low: float
    high: float
    position: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """One item for all units that can be shown. ``centre`` is their common share in percent."""

    key: str
    title: str
    question: str
    table: str
    centre: float
    units: tuple[Unit, ...]
    concern: bool

    @property
    def outside(self) -> tuple[Unit, ...]:
        """The units outside the limits."""
        return tuple(unit for unit in self.units if unit.position != INSIDE)


@dataclass(frozen=True, slots=True)
class Funnels:
    """The funnels that are drawn, and how many were looked at in all."""

    drawn: tuple[Funnel, ...]
    looked_at: int
    with_outside: int
    method: str

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every unit drawn, by code."""
        found = {unit.code: unit.label for funnel in self.drawn for unit in funnel.units}
        return tuple(sorted(found.items()))

    @property
    def words(self) -> str:
        """How many items were looked at, and on how many a unit stands outside."""
        if not self.looked_at:
            return ""
        items = "item was" if self.looked_at == 1 else "items were"
        start = f"{self.looked_at} {items} looked at in this way."
        if not self.with_outside:
            return f"{start} On none of them does a command unit stand outside its limits."
        return f"{start} On {self.with_outside} of them a command unit stands outside its limits."


def funnels(reader: Reader) -> Funnels:
    """The release's funnels: those with a unit outside first, then the whole experience."""
    released: list[Mapping[str, Any]] = list(reader.part("funnels", []))
    topics = _topics()
    made = [_funnel(reader, one, topics) for one in released]
    outside = [one for one in made if one.outside]
    usual = [one for one in made if one.table == ALWAYS and not one.outside]
    return Funnels(
        drawn=tuple([*usual, *outside][:MOST]),
        looked_at=len(made),
        with_outside=len(outside),
        method=str(released[0]["method"]) if released else "",
    )


def _topics() -> dict[str, str]:
    """Variable -> what it is about, from the plan of the journey."""
    every: Iterable[Any] = (plan for part in document()["chapter"] for plan in plans(part))
    found: dict[str, str] = {}
    for plan in every:
        names = plan.labels or (plan.topic,)
        found.update(zip(plan.variables, names, strict=True))
    return found


def _funnel(reader: Reader, one: Mapping[str, Any], topics: Mapping[str, str]) -> Funnel:
    table = reader.table(one["table"])
    variable = table.variable if table else ""
    concern = one["about"] == "concerns"
    name = one["title"].partition(" (by ")[0]
    topic = f"Concern: {name}" if concern else topics.get(variable, name)
    units = tuple(sorted((Unit(**unit) for unit in one["units"]), key=lambda unit: unit.code))
    return Funnel(
        key=f"funnel-{one['table'].replace('.', '-').replace('_', '-')}",
        title=f"{topic}: {_verdict(units)}",
        question=table.question if table else "",
        table=one["table"],
        centre=float(one["centre"]),
        units=units,
        concern=concern,
    )


def _verdict(units: Iterable[Unit]) -> str:
    parts = []
    for position in (ABOVE, BELOW):
        names = [unit.label for unit in units if unit.position == position]
        if names:
            stand = "stands" if len(names) == 1 else "stand"
            parts.append(f"{joined(names)} {stand} {position} the limits")
    return "; ".join(parts) or "no command unit stands outside the limits"
