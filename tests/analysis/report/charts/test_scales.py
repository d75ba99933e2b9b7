"""Diverging bars."""

from __future__ import annotations

import itertools
import re

from analysis.findings.figures import Figure, State
from analysis.report.charts.scales import Bar, Level, scale
from analysis.report.palette import FAVOURABLE, NAVY, RUST, UNFAVOURABLE

LEVELS = [
    Level("Strongly agree", 1), Level("Tend to agree", 1), Level("Neither", 0),
    Level("Tend to disagree", -1), Level("Strongly disagree", -1),
]  # fmt: skip


def figures(*percents: int) -> tuple[Figure, ...]:
    return tuple(Figure(State.SHOWN, percent=p, count=5, base=200) for p in percents)


def segments(svg: str) -> list[tuple[float, float, str]]:
    """x, width and colour of each bar segment."""
    found = re.findall(
        r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="22" fill="(#\w+)"', svg
    )
    return [(float(x), float(w), colour) for x, w, colour in found]


def test_the_alternative_names_every_level_of_every_group() -> None:
    chart = scale("k", "t", LEVELS, [Bar("Parents", figures(10, 20, 30, 25, 15))])
    assert chart.alternative == (
        "Parents: Strongly agree 10%, Tend to agree 20%, Neither 30%, "
        "Tend to disagree 25%, Strongly disagree 15%."
    )


def test_segments_follow_each_other_and_are_as_long_as_their_shares() -> None:
    chart = scale("k", "t", LEVELS, [Bar("Parents", figures(10, 20, 30, 25, 15))])
    found = segments(chart.svg)
    assert len(found) == 5
    for (x, width, _), (after, _, _) in itertools.pairwise(found):
        assert abs(x + width - after) < 0.3
    assert abs(found[2][1] / found[0][1] - 3) < 0.05


def test_groups_share_one_middle_line() -> None:
    groups = [Bar("One", figures(50, 20, 10, 10, 10)), Bar("Two", figures(5, 5, 20, 40, 30))]
    found = segments(scale("k", "t", LEVELS, groups).svg)
    middles = [found[i + 2][0] + found[i + 2][1] / 2 for i in (0, 5)]
    assert abs(middles[0] - middles[1]) < 0.3


def test_favourable_is_navy_and_unfavourable_rust_whichever_way_the_scale_runs() -> None:
    turned = [Level(level.name, -level.side) for level in LEVELS]
    found = segments(scale("k", "t", turned, [Bar("One", figures(20, 20, 20, 20, 20))]).svg)
    assert found[0][2] == UNFAVOURABLE[1].ground
    assert found[1][2] == RUST
    assert found[3][2] == NAVY
    assert found[4][2] == FAVOURABLE[1].ground


def test_a_group_with_a_hidden_level_is_not_drawn_in_part() -> None:
    hidden = (*figures(10, 20, 30, 25), Figure(State.SUPPRESSED))
    chart = scale("k", "t", LEVELS, [Bar("Parents", hidden)])
    assert segments(chart.svg)[1:] == []
    assert "suppressed to protect people" in chart.svg


def test_a_narrow_segment_has_no_figure_in_it() -> None:
    chart = scale("k", "t", LEVELS, [Bar("Parents", figures(1, 49, 20, 29, 1))])
    assert "49%</text>" in chart.svg
    assert ">1%</text>" not in chart.svg
