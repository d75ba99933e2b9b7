"""An exhibit gets the chart that its figures need."""

from __future__ import annotations

from dataclasses import replace

from analysis.findings.exhibits import Column, Exhibit, Form, Line
from analysis.findings.figures import Figure, State
from analysis.report.charts.draw import draw


def shown(percent: int) -> Figure:
    return Figure(State.SHOWN, percent=percent, count=10, base=100)


def exhibit(form: Form, columns: int = 2, **more: object) -> Exhibit:
    names = (("parent", "Parents"), ("carer", "Carers"))[:columns]
    lines = tuple(
        Line(label.lower(), label, tuple(shown(share) for _ in names), side=side)
        for label, share, side in (("Agree", 60, 1), ("Neither", 10, 0), ("Disagree", 30, -1))
    )
    made = Exhibit(
        key="x", form=form, title="A title", question="Q?", asked="",
        columns=tuple(Column(key, name, 100) for key, name in names), lines=lines,
        tables=("parent.x",),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_scale_has_a_bar_for_each_group_with_every_level() -> None:
    words = draw(exhibit(Form.SCALE)).alternative
    assert words.startswith("Parents: Agree 60%, Neither 10%, Disagree 30%.")
    assert "Carers: Agree 60%" in words


def test_dots_of_two_groups_are_dots_and_of_one_group_bars() -> None:
    assert "<circle" in draw(exhibit(Form.DOTS)).svg
    assert "<circle" not in draw(exhibit(Form.DOTS, columns=1)).svg


def test_good_practice_has_a_key_only_where_one_group_is_drawn() -> None:
    lines = exhibit(Form.BARS, columns=1).lines
    marked = (replace(lines[0], good=True), *lines[1:])
    assert "Good practice" in draw(exhibit(Form.BARS, columns=1, lines=marked)).svg
    assert "Good practice" not in draw(exhibit(Form.BARS, columns=1)).svg


def test_the_title_and_the_words_are_those_of_the_exhibit() -> None:
    chart = draw(exhibit(Form.BARS))
    assert chart.title == "A title"
    assert "60%" in chart.alternative
