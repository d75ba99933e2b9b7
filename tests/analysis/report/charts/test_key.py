"""The key shows each way of drawing once, as it is drawn."""

from __future__ import annotations

from analysis.report.charts.key import ENTRIES, HIDDEN, key
from analysis.report.palette import VEIL


def test_every_entry_is_named_in_the_picture_and_in_the_words() -> None:
    chart = key()
    for words in [name for _, name in ENTRIES] + [name for _, _, name in HIDDEN]:
        assert words in chart.svg
        assert words in chart.alternative


def test_suppressed_is_hatched_and_too_few_has_a_dashed_frame() -> None:
    svg = key().svg
    assert f'stroke="{VEIL}"' in svg
    assert 'stroke-dasharray="3 2"' in svg
