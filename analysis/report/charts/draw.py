"""From an exhibit of the findings to its chart."""

from __future__ import annotations

from analysis.findings.exhibits import Exhibit, Form
from analysis.report.charts.bars import Row, Series, bars
from analysis.report.charts.dots import Item, dots
from analysis.report.charts.scales import Bar, Level, scale
from analysis.report.charts.svg import Chart
from analysis.report.palette import AUDIENCES, CONCERN, GOOD


def draw(exhibit: Exhibit) -> Chart:
    """The chart that the exhibit asks for; a dot plot of one group is drawn as bars."""
    series = [Series(column.name, AUDIENCES[column.key]) for column in exhibit.columns]
    key = f"c-{exhibit.key}"
    if exhibit.form is Form.SCALE:
        levels = [line for line in exhibit.lines if not line.total]
        totals = {
            place: figure
            for line in exhibit.lines
            if line.total
            for place, figure in enumerate(line.figures)
        }
        groups = [
            Bar(column.name, tuple(line.figures[place] for line in levels), totals.get(place))
            for place, column in enumerate(exhibit.columns)
        ]
        return scale(key, exhibit.title, [Level(x.label, x.side) for x in levels], groups)
    if exhibit.form is Form.DOTS and len(series) > 1:
        items = [Item(line.label, line.figures, exhibit.between) for line in exhibit.lines]
        return dots(key, exhibit.title, series, items)
    good = any(line.good for line in exhibit.lines) and len(series) == 1
    inks = ((CONCERN, "Concern"), (GOOD, "Good practice")) if good else ()
    rows = [
        Row(line.label, line.figures, GOOD if good and line.good else None)
        for line in exhibit.lines
    ]
    return bars(key, exhibit.title, series, rows, inks)
