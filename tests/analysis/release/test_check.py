"""The check sees every kind of mistake in published figures, without knowing how they were made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analysis.release.check import problems
from analysis.release.model import Release
from tests.analysis.release.sample import sample_release

KEY = "families.ease"


def with_cell(**changes: Any) -> Release:
    """The sample release with its first row of one table changed."""
    release = sample_release()
    table = release.tables[KEY]
    rows = (replace(table.rows[0], **changes), *table.rows[1:])
    return replace(release, tables={**release.tables, KEY: replace(table, rows=rows)})


def with_part(**changes: Any) -> Release:
    release = sample_release()
    return replace(release, document={**release.document, **changes})


def test_a_good_release_has_no_problems() -> None:
    assert problems(sample_release()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"count": 5, "percent": 1}, "too small or not rounded"),
        ({"count": 42, "percent": 11}, "too small or not rounded"),
        ({"count": None}, "has no count"),
        ({"percent": 77}, "is not"),
        ({"base": 25, "count": 10, "percent": 40}, "percentage on a base of 25"),
        ({"count": 380, "base": 385, "percent": 99}, "nearly everybody"),
        ({"status": "suppressed"}, "hidden but has a figure"),
        ({"code": "urgent"}, "urgent is counted"),
    ],
)
def test_a_wrong_figure_is_found(changes: dict[str, Any], words: str) -> None:
    assert any(words in problem for problem in problems(with_cell(**changes)))


def test_a_shown_cell_in_a_withheld_table_is_found() -> None:
    release = sample_release()
    table = replace(release.tables[KEY], status="withheld")
    found = problems(replace(release, tables={**release.tables, KEY: table}))
    assert any("withheld" in problem for problem in found)


def test_a_small_base_is_found() -> None:
    release = sample_release()
    table = replace(release.tables[KEY], base=7)
    found = problems(replace(release, tables={KEY: table}))
    assert any("base: 7" in problem for problem in found)


def test_a_failed_audit_is_found() -> None:
    audit = {**sample_release()["audit"], "recoverable": 2}
    assert any("2 hidden numbers" in problem for problem in problems(with_part(audit=audit)))


def test_a_role_beside_a_unit_and_an_unknown_kind_of_quote_are_found() -> None:
    quote = {"kind": "rumour", "text": "x", "role": "a", "unit": "AS"}
    found = problems(with_part(quotes=[quote]))
    assert len([p for p in found if p.startswith("quote 1")]) == 2


def test_an_urgent_code_in_the_frame_is_found() -> None:
    frame = {"codes": [{"code": "urgent"}]}
    assert any("published frame" in problem for problem in problems(with_part(frame=frame)))
