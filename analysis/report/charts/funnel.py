"""A funnel plot: each unit's share over its number of replies, within limits that narrow.

After Spiegelhalter (2005), "Funnel plots for comparing institutional performance". The limits
come from the release; here they are drawn through the points at which the release gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis.findings.funnels import INSIDE, Funnel, Unit
from analysis.report.charts.svg import (
    WIDTH,
    Canvas,
    Chart,
    element,
    line,
    mark,
    number,
    small,
    text,
)
from analysis.report.palette import GRID, INK, MUTED, NAVY, RUST

LEFT, RIGHT, TOP, BOTTOM = 34.0, WIDTH - 14.0, 24.0, 236.0


@dataclass(frozen=True, slots=True)
class Axes:
    """What the edges of the picture stand for: replies across, percent upwards."""

    most: int
    low: int
    high: int

    def x(self, base: float) -> float:
        """Where a number of replies stands."""
        return LEFT + (RIGHT - LEFT) * base / self.most

    def y(self, percent: float) -> float:
        """Where a percentage stands; beyond the edge it stays at the edge."""
        inside = min(max(percent, self.low), self.high)
        return BOTTOM - (BOTTOM - TOP) * (inside - self.low) / (self.high - self.low)


def funnel(key: str, plot: Funnel) -> Chart:
    """Draw one funnel; units outside the limits are diamonds, those inside circles."""
    axes = _axes(plot.units)
    canvas = Canvas(key)
    _scales(canvas, axes)
    middle = axes.y(plot.centre)
    canvas.add(line(LEFT, middle, RIGHT, middle, INK, stroke_dasharray="4 3"))
    for edge in ("low", "high"):
        canvas.add(_limit(plot.units, edge, axes))
    for unit in plot.units:
        _mark(canvas, unit, axes)
    _names(canvas, plot.units, axes)
    canvas.y = BOTTOM + 34
    return canvas.chart(plot.title, describe(plot))


def describe(plot: Funnel) -> str:
    """The chart in words: every unit, in the order of codes."""
    units = " ".join(
        f"{unit.label}: {unit.percent}% of {unit.base} replies, limits {unit.low:g}% to "
        f"{unit.high:g}%, {unit.position}."
        for unit in plot.units
    )
    return f"All shown units together: {plot.centre:g}%. {units}"


def _axes(units: Sequence[Unit]) -> Axes:
    most = max((unit.base for unit in units), default=1)
    shares = [value for unit in units for value in (unit.percent, unit.low, unit.high)]
    low = max(0, int(min(shares, default=0)) // 10 * 10)
    high = min(100, -(-int(max(shares, default=100) + 1) // 10) * 10)
    return Axes(-(-most * 11 // 10 // 10) * 10, low, max(high, low + 10))


def _scales(canvas: Canvas, axes: Axes) -> None:
    step = 20 if axes.high - axes.low > 50 else 10
    for percent in range(axes.low, axes.high + 1, step):
        y = axes.y(percent)
        canvas.add(line(LEFT, y, RIGHT, y, GRID))
        canvas.add(small(LEFT - 6, y + 4, f"{percent}%", text_anchor="end"))
    for share in (0, 0.5, 1):
        base = round(axes.most * share)
        anchor = "end" if share == 1 else "middle"
        canvas.add(small(axes.x(base), BOTTOM + 15, str(base), text_anchor=anchor))
    canvas.add(line(LEFT, BOTTOM, RIGHT, BOTTOM, MUTED))
    canvas.add(small((LEFT + RIGHT) / 2, BOTTOM + 29, "Replies of the unit", text_anchor="middle"))


def _limit(units: Sequence[Unit], edge: str, axes: Axes) -> Markup:
    ordered = sorted(units, key=lambda unit: unit.base)
    points = [(axes.x(unit.base), axes.y(getattr(unit, edge))) for unit in ordered]
    path = "M" + "L".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("path", d=path, fill="none", stroke=MUTED, stroke_width=1.5)


def _mark(canvas: Canvas, unit: Unit, axes: Axes) -> None:
    inside = unit.position == INSIDE
    x, y = axes.x(unit.base), axes.y(unit.percent)
    canvas.add(mark("circle" if inside else "diamond", x, y, NAVY if inside else RUST, 5))


def _names(canvas: Canvas, units: Sequence[Unit], axes: Axes) -> None:
    """Each code beside its mark, on the first side where it covers no mark and no other code."""
    taken = [_box(axes.x(u.base), axes.y(u.percent), 6, 6) for u in units]
    for unit in units:
        x, y, half = axes.x(unit.base), axes.y(unit.percent), 4.0 * len(unit.code)
        sides = [(x + 8 + half, y), (x - 8 - half, y), (x, y - 13), (x, y + 13)]
        sides += [(a, y + dy) for a, _ in sides[:2] for dy in (-11, 11)]
        inside = [s for s in sides if s[0] + half < WIDTH]
        free = [s for s in inside if not any(_meet(_box(*s, half, 6), box) for box in taken)]
        place = (free or inside)[0]
        taken.append(_box(*place, half, 6))
        canvas.add(text(place[0], place[1] + 4, unit.code, font_size=11, text_anchor="middle"))


def _box(x: float, y: float, half: float, high: float) -> tuple[float, float, float, float]:
    return x - half, y - high, x + half, y + high


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
