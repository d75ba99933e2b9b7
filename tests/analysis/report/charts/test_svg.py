"""The building stones of charts."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from analysis.findings.figures import Figure, State
from analysis.report.charts import svg
from analysis.report.palette import NAVY, Ink


def test_words_are_escaped() -> None:
    assert svg.text(0, 0, 'a < b & "c"') == (
        '<text x="0" y="0" fill="#17202b">a &lt; b &amp; &#34;c&#34;</text>'
    )


def test_numbers_are_short_and_stable() -> None:
    assert [svg.number(v) for v in (1.0, 0.5, 2.04, 1 / 3)] == ["1", "0.5", "2", "0.3"]


def test_a_chart_is_named_and_described() -> None:
    canvas = svg.Canvas("c-1")
    canvas.y = 40
    drawn = canvas.chart("A & B", "Everything in words.")
    root = ElementTree.fromstring(drawn.svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c-1-t c-1-d"
    assert root[0].tag.endswith("title")
    assert root[0].text == "A & B"
    assert root[1].text == "Everything in words."


def test_a_chart_carries_no_style_and_no_script() -> None:
    canvas = svg.Canvas("c-1")
    canvas.block(0, 100, 12, Ink(NAVY, "hatch"))
    assert not re.search(r"style=|<script|<style", canvas.chart("t", "d").svg)


@given(st.floats(1, 300), st.floats(6, 30), st.sampled_from(("hatch", "dots", "level", "veil")))
def test_a_pattern_never_leaves_its_bar(width: float, height: float, pattern: str) -> None:
    for shape in svg.strokes(10, 20, width, height, Ink(NAVY, pattern)):
        path = re.search(r'd="([^"]*)"', shape)
        assert path
        for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path[1]):
            assert 9.9 <= float(x) <= 10.1 + width
            assert 19.9 <= float(y) <= 20.1 + height


def test_a_suppressed_figure_is_hatched_and_says_why() -> None:
    canvas = svg.Canvas("c-1")
    svg.hidden(canvas, 0, 90, 12, Figure(State.SUPPRESSED))
    drawn = "".join(canvas.shapes)
    assert "suppressed to protect people" in drawn
    assert "<path" in drawn


def test_a_figure_with_too_few_replies_looks_different_from_a_suppressed_one() -> None:
    canvas = svg.Canvas("c-1")
    svg.hidden(canvas, 0, 90, 12, Figure(State.FEW))
    drawn = "".join(canvas.shapes)
    assert "too few replies to say" in drawn
    assert "stroke-dasharray" in drawn
    assert "<path" not in drawn


def test_marks_differ_by_shape() -> None:
    tags = {svg.mark(shape, 5, 5, NAVY).split()[0] for shape in ("circle", "square", "diamond")}
    assert tags == {"<circle", "<rect", "<polygon"}


def test_a_legend_wraps_within_the_chart() -> None:
    canvas = svg.Canvas("c-1")
    svg.legend(canvas, [(Ink(NAVY), f"An answer of some length {i}") for i in range(6)])
    places = [float(x) for x in re.findall(r'<text x="([\d.]+)"', "".join(canvas.shapes))]
    assert max(places) < svg.WIDTH / 2 + 40
    assert canvas.y > 40


def test_a_question_leads_into_its_figures_without_a_colon() -> None:
    assert svg.lead("How was it?") == "How was it? "
    assert svg.lead("It was good.") == "It was good: "
