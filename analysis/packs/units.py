"""A page for each command unit with enough answers: only what the release itself shows of it."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.findings.figures import Figure, figure_of
from analysis.findings.summary import Summary

ENOUGH = 3
"""Percentages of a unit that must be shown for it to have a page."""
NOT_UNITS = frozenset({"city", "outside"})


@dataclass(frozen=True, slots=True)
class Line:
    """One question: the unit's figure beside that of all families, with both tables."""

    question: str
    unit: Figure
    everybody: Figure
    tables: tuple[str, str]
    concern: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What the release shows of one unit; ``hidden`` figures are not shown of it."""

    code: str
    name: str
    lines: tuple[Line, ...]
    hidden: int

    @property
    def flagged(self) -> bool:
        """True when a figure rests on fewer than 100 replies."""
        return any(figure.flagged for line in self.lines for figure in (line.unit, line.everybody))


def unit_pages(summary: Summary) -> list[UnitPage]:
    """The units with enough figures, in the order of their codes; never by result."""
    splits = [table for table in summary.reader.release if table.split == "unit"]
    names = {c.code: c.label for t in splits for c in t.rows if c.code not in NOT_UNITS}
    made = (_page(summary, code, name) for code, name in sorted(names.items()))
    return [page for page in made if len(page.lines) >= ENOUGH]


def _page(summary: Summary, code: str, name: str) -> UnitPage:
    lines, hidden = [], 0
    for table in summary.reader.release:
        if table.split != "unit":
            continue
        figure = figure_of(table.row(code), table.key)
        if not figure.shown:
            hidden += 1
            continue
        concern = table.about == "concerns"
        whole = "concerns.families" if concern else table.key.removesuffix(".by_unit")
        everybody = (
            summary.reader.figure(whole, table.variable)
            if concern
            else summary.reader.favourable(whole)
        )
        lines.append(Line(table.question, figure, everybody, (table.key, whole), concern))
    return UnitPage(code, name, tuple(lines), hidden)
