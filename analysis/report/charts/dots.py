"""Groups side by side on the same items: a dot each on a line from 0 to 100 percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.findings.figures import Figure, gap
from analysis.report.charts.bars import Series
from analysis.report.charts.svg import (
    WIDTH,
    Canvas,
    Chart,
    legend,
    line,
    mark,
    said,
    small,
    text,
    wrapped,
)
from analysis.report.palette import GRID, MUTED, RULE

BEGIN, END = 8, 292
"""Where 0 and 100 percent stand; the gap is written after it."""
TICKS = tuple(BEGIN + (END - BEGIN) * share / 100 for share in (0, 25, 50, 75, 100))


@dataclass(frozen=True, slots=True)
class Item:
    """One item: a figure for each series; ``between`` are the two series whose gap is written."""

    label: str
    figures: tuple[Figure, ...]
    between: tuple[int, int] | None = None


def dots(key: str, title: str, series: Sequence[Series], items: Sequence[Item]) -> Chart:
    """A dot plot with the gap in percentage points at the end of each line."""
    canvas = Canvas(key)
    legend(canvas, [(one.ink, one.name) for one in series], marks=True)
    for item in items:
        canvas.y += 4
        for row in wrapped(item.label, WIDTH):
            canvas.y += 15
            canvas.add(text(0, canvas.y - 3, row))
        _item(canvas, series, item)
        canvas.y += 24
    canvas.y += 11
    for x, words in zip(TICKS[::2], ("0%", "50%", "100%"), strict=True):
        canvas.add(small(x, canvas.y, words, text_anchor="middle" if x > BEGIN else "start"))
    canvas.y += 4
    return canvas.chart(title, describe(series, items))


def describe(series: Sequence[Series], items: Sequence[Item]) -> str:
    """The chart in words: every item with every figure and the gap."""
    sentences = []
    for item in items:
        points = gap_words(item)
        words = said(item.label, [one.name for one in series], item.figures)
        sentences.append(f"{words}{f', gap {points}' if points else ''}.")
    return " ".join(sentences)


def gap_words(item: Item) -> str:
    """The gap as ``12 points``, or nothing when a figure is missing."""
    if item.between is None:
        return ""
    one, other = item.between
    points = gap(item.figures[one], item.figures[other])
    if points is None:
        return ""
    return f"{abs(points)} {'point' if abs(points) == 1 else 'points'}"


def _item(canvas: Canvas, series: Sequence[Series], item: Item) -> None:
    y = canvas.y + 12
    canvas.add(*(line(x, y - 8, x, y + 8, GRID) for x in TICKS), line(BEGIN, y, END, y, RULE))
    places = [
        (BEGIN + (END - BEGIN) * figure.percent / 100, one)
        for one, figure in zip(series, item.figures, strict=True)
        if figure.percent is not None
    ]
    xs = [x for x, _ in places]
    if len(places) > 1:
        canvas.add(line(min(xs), y, max(xs), y, MUTED, stroke_width=3))
    for (x, one), shift in zip(places, _shifts(xs), strict=True):
        canvas.add(mark(one.ink.mark, x, y + shift, one.ink.ground))
    missing = [figure for figure in item.figures if not figure.shown]
    if points := gap_words(item):
        canvas.add(text(WIDTH, y + 4, points, text_anchor="end", font_weight=700))
    elif missing:
        canvas.add(small(WIDTH, y + 4, missing[0].short, text_anchor="end"))


def _shifts(xs: Sequence[float]) -> list[float]:
    """Dots that would hide one another step apart, up and down."""
    if len(xs) < 2 or max(xs) - min(xs) >= 10:
        return [0.0] * len(xs)
    return [(place - (len(xs) - 1) / 2) * 11 for place in range(len(xs))]
