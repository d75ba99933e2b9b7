"""A scale from favourable to unfavourable as one bar a group, divided at the middle.

What is favourable grows to the left, what is unfavourable to the right, so that both sides can
be compared at a glance; the middle answer stands astride the line. Colour, pattern and place
all say the same, so that none of them is needed alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.findings.figures import Figure
from analysis.report.charts.svg import (
    WIDTH,
    Canvas,
    Chart,
    hidden,
    label,
    legend,
    line,
    rect,
    said,
    text,
)
from analysis.report.palette import FAVOURABLE, MUTED, NEITHER, PAPER, UNFAVOURABLE, Ink

THICK = 22


@dataclass(frozen=True, slots=True)
class Level:
    """One answer of a scale; ``side`` is 1 favourable, -1 unfavourable, 0 the middle."""

    name: str
    side: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: a figure for each level in their order, and the share favourable in all."""

    label: str
    figures: tuple[Figure, ...]
    total: Figure | None = None


def scale(key: str, title: str, levels: Sequence[Level], lines: Sequence[Bar]) -> Chart:
    """Diverging bars; a line with any figure missing is drawn hatched, never in part."""
    inks = _inks(levels)
    reach = _reach(levels, lines)
    canvas = Canvas(key)
    legend(canvas, [(ink, level.name) for ink, level in zip(inks, levels, strict=True)])
    begin, behind = canvas.y, len(canvas.shapes)
    for one in lines:
        canvas.y += 3
        label(canvas, one.label)
        _line(canvas, levels, inks, one, reach)
        canvas.y += THICK + 6
    middle = WIDTH * reach[0] / sum(reach)
    canvas.shapes.insert(behind, line(middle, begin + 2, middle, canvas.y, MUTED))
    canvas.y += 4
    return canvas.chart(title, describe(levels, lines))


def describe(levels: Sequence[Level], lines: Sequence[Bar]) -> str:
    """The chart in words: every group with every level."""
    return " ".join(
        said(one.label, [level.name for level in levels], one.figures)
        + (f". Favourable in all: {one.total}." if one.total else ".")
        for one in lines
    )


def _inks(levels: Sequence[Level]) -> list[Ink]:
    """An ink for each level: the further from the middle, the stronger."""
    good = [i for i, level in enumerate(levels) if level.side > 0]
    bad = [i for i, level in enumerate(levels) if level.side < 0]
    graded = {i: FAVOURABLE[min(n, 2)] for n, i in enumerate(good)}
    graded |= {i: UNFAVOURABLE[min(n, 2)] for n, i in enumerate(reversed(bad))}
    return [graded.get(i, NEITHER) for i in range(len(levels))]


def _sums(levels: Sequence[Level], one: Bar) -> tuple[float, float]:
    left = right = 0.0
    for level, figure in zip(levels, one.figures, strict=True):
        share = figure.percent or 0
        left += share if level.side > 0 else share / 2 if level.side == 0 else 0
        right += share if level.side < 0 else share / 2 if level.side == 0 else 0
    return left, right


def _reach(levels: Sequence[Level], lines: Sequence[Bar]) -> tuple[float, float]:
    """The longest left and right side over all lines, in percentage points."""
    sums = [_sums(levels, one) for one in lines if all(f.shown for f in one.figures)]
    if not sums:
        return 50.0, 50.0
    return max(s[0] for s in sums), max(s[1] for s in sums)


def _line(
    canvas: Canvas, levels: Sequence[Level], inks: Sequence[Ink], one: Bar,
    reach: tuple[float, float],
) -> None:  # fmt: skip
    missing = [figure for figure in one.figures if not figure.shown]
    if missing:
        hidden(canvas, 0, WIDTH * 0.3, THICK, missing[0])
        return
    unit = WIDTH / sum(reach)
    x = (reach[0] - _sums(levels, one)[0]) * unit
    for ink, figure in zip(inks, one.figures, strict=True):
        length = (figure.percent or 0) * unit
        if length:
            canvas.block(x, length, THICK, ink, stroke=PAPER)
            _figure(canvas, x + length / 2, length, figure)
        x += length


def _figure(canvas: Canvas, middle: float, length: float, figure: Figure) -> None:
    """The figure on a white plate, so that it reads on every pattern; left out when too narrow."""
    words = f"{figure.percent}%"
    plate = len(words) * 6.6 + 4
    if length < plate + 2:
        return
    canvas.add(
        rect(middle - plate / 2, canvas.y + 4, plate, 14, PAPER, rx=2),
        text(middle, canvas.y + 15, words, text_anchor="middle", font_size=11, font_weight=700),
    )
