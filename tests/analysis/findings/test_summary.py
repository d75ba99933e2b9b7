"""The whole summary as plain objects."""

from __future__ import annotations

from analysis.findings.summary import summarise
from tests.analysis.findings.tables import release as small
from tests.analysis.report.sample import release


def test_a_big_wave_fills_every_chapter() -> None:
    summary = summarise(release())
    keys = [chapter.key for chapter in summary.chapters]
    assert keys == ["S0", "S1", "S2", "S3", "S4", "S5", "S6", "staff"]
    assert len(summary.cards) == 6
    assert len(summary.exhibits()) >= 30


def test_every_exhibit_has_a_key_of_its_own() -> None:
    summary = summarise(release())
    keys = [made.key for made in (*summary.exhibits(), *summary.coverage.profiles)]
    assert len(keys) == len(set(keys))


def test_an_empty_release_says_nothing_and_does_not_fail() -> None:
    summary = summarise(small())
    assert summary.cards == ()
    assert summary.exhibits() == ()
    assert summary.cannot_say


def test_a_release_that_does_not_say_whether_it_is_a_demo_counts_as_one() -> None:
    made = small()
    del made.document["demo"]  # type: ignore[attr-defined]
    assert summarise(made).imprint.demo


def test_every_figure_of_an_exhibit_is_a_released_figure() -> None:
    made = release()
    for exhibit in summarise(made).exhibits():
        for line in exhibit.lines:
            for figure in line.figures:
                if figure.percent is None:
                    continue
                table = made.tables[figure.table]
                cells = [*table.rows, *([table.favourable] if table.favourable else [])]
                assert (figure.percent, figure.count) in {(c.percent, c.count) for c in cells}
