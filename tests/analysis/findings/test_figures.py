"""Figures: suppressed, too few and unknown are three things, and none is zero."""

from __future__ import annotations

import pytest

from analysis.findings.figures import UNKNOWN, Figure, State, figure_of, gap
from analysis.release.model import Cell


def test_a_shown_figure_is_its_percentage() -> None:
    figure = figure_of(Cell("a", "A", "shown", 30, 120, 25), "t")
    assert str(figure) == "25%"
    assert figure.table == "t"


def test_a_figure_on_few_replies_carries_its_mark() -> None:
    assert str(figure_of(Cell("a", "A", "shown", 20, 80, 25, "under_100"), "t")) == "25%†"


def test_zero_is_a_figure() -> None:
    figure = figure_of(Cell("a", "A", "shown", 0, 120, 0), "t")
    assert figure.shown
    assert str(figure) == "0%"


def test_suppressed_too_few_and_unknown_say_different_things() -> None:
    suppressed = figure_of(Cell("a", "A", "suppressed"), "t")
    few = figure_of(Cell("a", "A", "not_enough"), "t")
    unknown = figure_of(None, "t")
    assert len({str(f) for f in (suppressed, few, unknown)}) == 3
    assert len({f.short for f in (suppressed, few, unknown)}) == 3
    assert not any(f.shown for f in (suppressed, few, unknown))


def test_a_base_too_small_for_a_percentage_is_too_few() -> None:
    figure = figure_of(Cell("a", "A", "shown", 15, 25, None, "under_30"), "t")
    assert figure.state is State.FEW
    assert figure.count == 15


def test_a_corrected_share_is_printed_instead_of_the_counted_one() -> None:
    estimate = {"share": 31, "low": 26, "high": 36}
    figure = figure_of(Cell("a", "A", "shown", 40, 200, 20, estimate=estimate), "t")
    assert figure.percent == 31
    assert figure.coding == (26, 36)


def test_a_figure_cannot_be_hidden_and_have_a_percentage() -> None:
    with pytest.raises(ValueError, match="percentage"):
        Figure(State.SUPPRESSED, percent=5)


def test_a_gap_needs_both_sides() -> None:
    shown = Figure(State.SHOWN, percent=40)
    assert gap(shown, Figure(State.SHOWN, percent=55)) == -15
    assert gap(shown, UNKNOWN) is None
