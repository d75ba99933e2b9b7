"""Horizontal bars, labelled directly: for shares of one group, or of groups side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis.findings.figures import Figure
from analysis.report.charts.svg import (
    WIDTH,
    Canvas,
    Chart,
    hidden,
    label,
    lead,
    legend,
    line,
    small,
    text,
)
from analysis.report.palette import GRID, MUTED, Ink

ROOM = 296
"""Units a bar may grow to; the figure stands after it."""


@dataclass(frozen=True, slots=True)
class Series:
    """Whose figures: a name for the key and the ink that is theirs."""

    name: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Row:
    """One label with a figure for each series, in the order of the series."""

    label: str
    figures: tuple[Figure, ...]


def bars(key: str, title: str, series: Sequence[Series], rows: Sequence[Row]) -> Chart:
    """Bars from 0 to the largest round share needed; percentages of each series' own base.

    :param key: unique in the document; ids of patterns and names begin with it.
    """
    top = _top(rows)
    canvas = Canvas(key)
    if len(series) > 1:
        legend(canvas, [(one.ink, one.name) for one in series])
    begin = canvas.y
    grid = len(canvas.shapes)
    thick = 14 if len(series) == 1 else 11
    for row in rows:
        canvas.y += 3
        label(canvas, row.label, WIDTH - 6)
        for one, figure in zip(series, row.figures, strict=True):
            _bar(canvas, one, figure, top, thick)
        canvas.y += 7
    canvas.shapes[grid:grid] = _grid(begin, canvas.y, top)
    _axis(canvas, top)
    return canvas.chart(title, describe(series, rows))


def describe(series: Sequence[Series], rows: Sequence[Row]) -> str:
    """The chart in words: every label with every figure."""
    if len(series) == 1:
        return " ".join(f"{lead(row.label)}{row.figures[0]}." for row in rows)
    return " ".join(
        lead(row.label)
        + ", ".join(f"{one.name} {figure}" for one, figure in zip(series, row.figures, strict=True))
        + "."
        for row in rows
    )


def _top(rows: Sequence[Row]) -> int:
    largest = max((f.percent or 0 for row in rows for f in row.figures), default=0)
    return next((top for top in (20, 40, 60, 80) if largest <= top), 100)


def _bar(canvas: Canvas, one: Series, figure: Figure, top: int, thick: int) -> None:
    middle = canvas.y + thick / 2 + 4
    if figure.percent is None:
        hidden(canvas, ROOM * 0.3, thick, figure)
    else:
        length = max(1.0, ROOM * figure.percent / top)
        canvas.block(0, length, thick, one.ink)
        canvas.add(text(length + 6, middle, str(figure), font_weight=700))
    canvas.y += thick + 2


def _grid(begin: float, end: float, top: int) -> list[Markup]:
    steps = [top * i // 4 for i in range(1, 5)]
    return [line(ROOM * s / top, begin, ROOM * s / top, end, GRID) for s in steps]


def _axis(canvas: Canvas, top: int) -> None:
    canvas.add(line(0, canvas.y, ROOM, canvas.y, MUTED))
    canvas.y += 13
    for i, anchor in ((0, "start"), (2, "middle"), (4, "middle")):
        canvas.add(small(ROOM * i / 4, canvas.y, f"{top * i // 4}%", text_anchor=anchor))
    canvas.y += 4
