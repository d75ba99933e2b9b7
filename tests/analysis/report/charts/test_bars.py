"""Bars: what is drawn, and that the words say the same."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from analysis.findings.figures import Figure, State
from analysis.report.charts.bars import Row, Series, bars
from analysis.report.palette import AUDIENCES, CONCERN, GOOD

PARENTS = Series("Parents", AUDIENCES["parent"])
CARERS = Series("Carers", AUDIENCES["carer"])
LONG = "A label that is far too long to stand beside its bar"


def shown(percent: int, *, flagged: bool = False) -> Figure:
    return Figure(State.SHOWN, percent=percent, count=10, base=100, flagged=flagged)


def widths(svg: str) -> list[float]:
    """Widths of the bars in navy."""
    pattern = rf'width="([\d.]+)" height="[\d.]+" fill="{AUDIENCES["parent"].ground}"'
    return [float(w) for w in re.findall(pattern, svg)]


def test_every_figure_stands_at_its_bar() -> None:
    chart = bars("k", "t", [PARENTS], [Row("One", (shown(38),)), Row("Two", (shown(7),))])
    words = [e.text for e in ElementTree.fromstring(chart.svg).iter() if e.text]
    assert "38%" in words
    assert "7%" in words


def test_bars_are_as_long_as_their_figures() -> None:
    chart = bars("k", "t", [PARENTS], [Row("One", (shown(40),)), Row("Two", (shown(10),))])
    longer, shorter = widths(chart.svg)
    assert abs(longer / shorter - 4) < 0.05


def test_zero_is_drawn_as_zero_and_not_as_missing() -> None:
    chart = bars("k", "t", [PARENTS], [Row("None", (shown(0),))])
    assert "0%" in chart.alternative
    assert widths(chart.svg) == [1.0]


def test_the_alternative_names_every_figure_of_every_group() -> None:
    rows = [Row("One", (shown(40), Figure(State.SUPPRESSED))), Row("Two?", (shown(3), shown(4)))]
    chart = bars("k", "t", [PARENTS, CARERS], rows)
    assert chart.alternative == (
        "One: Parents 40%, Carers suppressed to protect people. Two? Parents 3%, Carers 4%."
    )


def test_a_figure_on_few_replies_is_marked() -> None:
    chart = bars("k", "t", [PARENTS], [Row("One", (shown(40, flagged=True),))])
    assert "40%†" in chart.alternative
    assert "40%†" in chart.svg


def test_groups_have_a_key_and_one_group_has_none() -> None:
    row = Row("One", (shown(40), shown(20)))
    assert "Carers</text>" in bars("k", "t", [PARENTS, CARERS], [row]).svg
    assert "Parents" not in bars("k", "t", [PARENTS], [Row("One", (shown(40),))]).svg


def test_good_practice_is_drawn_apart_from_concerns() -> None:
    rows = [Row("Bad", (shown(40),)), Row("Good", (shown(20),), GOOD)]
    chart = bars("k", "t", [PARENTS], rows, ((CONCERN, "Concern"), (GOOD, "Good practice")))
    assert GOOD.ground in chart.svg
    assert "Good practice</text>" in chart.svg


def test_long_labels_stand_above_their_bars() -> None:
    def begins(label: str) -> float:
        chart = bars("k", "t", [PARENTS], [Row(label, (shown(40),))])
        found = re.search(rf'<rect x="([\d.]+)"[^>]*fill="{PARENTS.ink.ground}"', chart.svg)
        assert found
        return float(found[1])

    assert begins(LONG) == 0
    assert begins("Short") > 0


def test_the_same_figures_give_the_same_bytes() -> None:
    rows = [Row(LONG, (shown(33), shown(66)))]
    first, second = (bars("k", "t", [PARENTS, CARERS], rows).svg for _ in range(2))
    assert first == second
