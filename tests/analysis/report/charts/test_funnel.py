"""The funnel as a picture: limits that meet their figures, a shape for outside, words for all."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree

from analysis.findings.funnels import Funnel, Unit
from analysis.report.charts.funnel import funnel

UNITS = (
    Unit("AS", "Central South", 12, 150, 24.0, 41.0, "below"),
    Unit("NA", "North", 38, 60, 19.5, 46.0, "inside"),
    Unit("WA", "West", 61, 300, 27.0, 38.0, "above"),
)
PLOT = Funnel("f", "The title", "A question?", "families.ease.by_unit", 33.1, UNITS, concern=False)
SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> ElementTree.Element:
    return ElementTree.fromstring(funnel("c-f", PLOT).svg)


def test_a_unit_outside_has_another_shape_and_not_only_another_colour() -> None:
    chart = drawn()
    assert len(chart.findall(f"{SVG}circle")) == 1
    assert len(chart.findall(f"{SVG}polygon")) == 2


def test_every_unit_is_named_at_its_mark() -> None:
    words = [e.text for e in drawn().iter(f"{SVG}text")]
    assert {"AS", "NA", "WA"} <= set(words)


def test_the_limits_are_two_lines_ordered_by_replies() -> None:
    paths = [p.get("d", "") for p in drawn().findall(f"{SVG}path")]
    assert len(paths) == 2
    for path in paths:
        across = [float(x) for x in re.findall(r"[ML]([\d.]+),", path)]
        assert across == sorted(across)
        assert len(across) == len(UNITS)


def test_the_words_say_every_figure_in_their_order() -> None:
    words = funnel("c-f", PLOT).alternative
    assert words.startswith("All shown units together: 33.1%.")
    assert "Central South: 12% of 150 replies, limits 24% to 41%, below." in words
    places = [words.index(unit.label) for unit in UNITS]
    assert places == sorted(places)


def test_codes_of_units_that_lie_close_together_cover_neither_marks_nor_each_other() -> None:
    near = tuple(
        Unit(code, code, 32 + i % 2, 110 + 6 * i, 18.0, 71.0, "inside")
        for i, code in enumerate(("SE", "SN", "NW", "NE"))
    )
    chart = ElementTree.fromstring(funnel("c-f", replace(PLOT, units=near)).svg)
    codes = [e for e in chart.iter(f"{SVG}text") if e.text in ("SE", "SN", "NW", "NE")]
    boxes = [(float(e.get("x", "")) - 8, float(e.get("y", "")) - 10, 16, 12) for e in codes]
    marks = [
        (float(c.get("cx", "")) - 5, float(c.get("cy", "")) - 5, 10, 10)
        for c in chart.findall(f"{SVG}circle")
    ]
    for one, other in itertools.product(boxes, [*marks, *boxes]):
        apart = one is other or any(
            one[i] >= other[i] + other[i + 2] or other[i] >= one[i] + one[i + 2] for i in (0, 1)
        )
        assert apart, (one, other)


def test_everything_stays_inside_the_picture() -> None:
    chart = drawn()
    _, _, width, height = (float(n) for n in chart.get("viewBox", "").split())
    for mark in chart.findall(f"{SVG}circle"):
        assert 0 <= float(mark.get("cx", "")) <= width
        assert 0 <= float(mark.get("cy", "")) <= height
