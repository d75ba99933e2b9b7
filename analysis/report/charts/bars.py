"""Horizontal bars, labelled directly: for shares of one group, or of groups side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis.findings.figures import Figure
from analysis.report.charts.svg import (
    AVERAGE,
    WIDTH,
    Canvas,
    Chart,
    hidden,
    label,
    lead,
    legend,
    line,
    said,
    small,
    text,
)
from analysis.report.palette import GRID, MUTED, Ink

TAIL = 64
"""Units kept free after the longest bar, for its figure."""
MANY, DENSE = 16, 8
"""More rows than this make the bars thinner, so that the chart stays within a page."""
SHORT = 22
"""Labels of at most so many letters stand beside their bars, longer ones above."""


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
    ink: Ink | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where bars begin, how far they may grow, and the share that fills the room."""

    begin: float
    room: float
    top: int
    thick: int

    @property
    def beside(self) -> bool:
        """True when labels stand beside the bars."""
        return self.begin > 0


def bars(
    key: str,
    title: str,
    series: Sequence[Series],
    rows: Sequence[Row],
    inks: Sequence[tuple[Ink, str]] = (),
) -> Chart:
    """Bars from 0 to the largest round share needed; percentages of each series' own base.

    :param key: unique in the document; the ids of the chart's names begin with it.
    :param inks: the key of a chart of one series whose rows have inks of their own.
    """
    frame = _frame(series, rows)
    canvas = Canvas(key)
    keys = [(one.ink, one.name) for one in series] if len(series) > 1 else list(inks)
    if keys:
        legend(canvas, keys)
    for row in rows:
        _row(canvas, series, row, frame)
    _axis(canvas, frame)
    return canvas.chart(title, describe(series, rows))


def describe(series: Sequence[Series], rows: Sequence[Row]) -> str:
    """The chart in words: every label with every figure."""
    if len(series) == 1:
        return " ".join(f"{lead(row.label)}{row.figures[0]}." for row in rows)
    return " ".join(
        said(row.label, [one.name for one in series], row.figures) + "." for row in rows
    )


def _frame(series: Sequence[Series], rows: Sequence[Row]) -> Frame:
    longest = max((len(row.label) for row in rows), default=0)
    begin = longest * 12 * AVERAGE + 10 if longest <= SHORT else 0.0
    largest = max((f.percent or 0 for row in rows for f in row.figures), default=0)
    top = next((top for top in (20, 40, 60, 80) if largest <= top), 100)
    thick = DENSE if len(rows) > MANY else 12 if len(series) == 1 else 11
    return Frame(begin, WIDTH - begin - TAIL, top, thick)


def _row(canvas: Canvas, series: Sequence[Series], row: Row, frame: Frame) -> None:
    canvas.y += 4 if frame.beside else 0
    height = len(series) * (frame.thick + 2)
    if frame.beside:
        canvas.add(text(0, canvas.y + height / 2 + 3, row.label))
    else:
        label(canvas, row.label, WIDTH - 6)
        canvas.y += 1
    above = 4 if frame.beside else 0
    canvas.add(*_grid(frame, canvas.y - above, canvas.y + height + 4))
    for one, figure in zip(series, row.figures, strict=True):
        _bar(canvas, row.ink or one.ink, figure, frame)
    canvas.y += 2 if frame.thick == DENSE else 4


def _bar(canvas: Canvas, ink: Ink, figure: Figure, frame: Frame) -> None:
    middle = canvas.y + frame.thick / 2 + 4
    if figure.percent is None:
        hidden(canvas, frame.begin, frame.room * 0.3, frame.thick, figure)
    else:
        length = max(1.0, frame.room * figure.percent / frame.top)
        canvas.block(frame.begin, length, frame.thick, ink)
        canvas.add(text(frame.begin + length + 6, middle, str(figure), font_weight=700))
    canvas.y += frame.thick + 2


def _grid(frame: Frame, begin: float, end: float) -> list[Markup]:
    places = [frame.begin + frame.room * i / 4 for i in range(1, 5)]
    return [line(x, begin, x, end, GRID) for x in places]


def _axis(canvas: Canvas, frame: Frame) -> None:
    canvas.add(line(frame.begin, canvas.y, frame.begin + frame.room, canvas.y, MUTED))
    canvas.y += 13
    for i, anchor in ((0, "start"), (2, "middle"), (4, "middle")):
        x = frame.begin + frame.room * i / 4
        canvas.add(small(x, canvas.y, f"{frame.top * i // 4}%", text_anchor=anchor))
    canvas.y += 4
