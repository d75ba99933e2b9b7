"""Dot plots of groups side by side."""

from __future__ import annotations

import re

from analysis.findings.figures import Figure, State
from analysis.report.charts.bars import Series
from analysis.report.charts.dots import Item, dots, gap_words
from analysis.report.palette import AUDIENCES

SERIES = [Series("Families", AUDIENCES["families"]), Series("Staff", AUDIENCES["staff"])]


def shown(percent: int) -> Figure:
    return Figure(State.SHOWN, percent=percent, count=10, base=200)


def item(one: Figure, other: Figure) -> Item:
    return Item("Getting through", (one, other), (0, 1))


def test_the_alternative_names_both_figures_and_the_gap() -> None:
    chart = dots("k", "t", SERIES, [item(shown(30), shown(66))])
    assert chart.alternative == "Getting through: Families 30%, Staff 66%, gap 36 points."


def test_a_gap_is_said_only_when_both_sides_are_shown() -> None:
    assert gap_words(item(shown(30), Figure(State.SUPPRESSED))) == ""
    assert gap_words(item(shown(30), shown(31))) == "1 point"


def test_a_side_that_is_not_shown_is_named_and_not_drawn() -> None:
    chart = dots("k", "t", SERIES, [item(shown(30), Figure(State.SUPPRESSED))])
    assert ">suppressed</text>" in chart.svg
    assert chart.svg.count("<polygon") == 1  # the one in the key


def test_dots_stand_at_their_shares() -> None:
    chart = dots("k", "t", SERIES, [item(shown(0), shown(100))])
    circle = re.findall(r'<circle cx="([\d.]+)"', chart.svg)[-1]
    assert float(circle) == 8


def test_dots_that_would_hide_each_other_step_apart() -> None:
    chart = dots("k", "t", SERIES, [item(shown(50), shown(50))])
    circle = float(re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', chart.svg)[-1])
    diamond = float(re.findall(r'points="[\d.]+,([\d.]+) ', chart.svg)[-1]) + 6 * 1.3
    assert abs(circle - diamond) > 9
