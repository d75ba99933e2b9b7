"""How figures are said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import wording
from analysis.findings.figures import Figure, State


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0, "Fewer than 1 in 20"), (4, "Fewer than 1 in 20"), (5, "About 1 in 10"),
        (10, "1 in 10"), (14, "About 1 in 10"), (25, "1 in 4"), (44, "About 4 in 10"),
        (45, "About 5 in 10"), (50, "5 in 10"), (75, "3 in 4"), (94, "About 9 in 10"),
        (95, "More than 9 in 10"), (100, "More than 9 in 10"),
    ],
)  # fmt: skip
def test_a_share_is_said_as_x_in_10(percent: int, words: str) -> None:
    assert wording.in_ten(percent) == words


@given(st.integers(5, 94))
def test_x_in_10_is_never_further_from_the_figure_than_half_a_tenth(percent: int) -> None:
    found = re.search(r"(\d+) in (\d+)", wording.in_ten(percent))
    assert found
    assert abs(int(found[1]) / int(found[2]) - percent / 100) <= 0.051


def test_the_figure_follows_the_words() -> None:
    figure = Figure(State.SHOWN, percent=38, flagged=True)
    assert wording.share(figure, "parents") == "About 4 in 10 parents (38%†)"


def test_lists_are_joined_as_people_write_them() -> None:
    assert wording.joined(["a"]) == "a"
    assert wording.joined(["a", "b", "c"]) == "a, b and c"


def test_days_are_written_out() -> None:
    assert wording.day("2026-12-01") == "1 December 2026"
    assert wording.day("soon") == "soon"


def test_points_have_no_sign_and_a_plural() -> None:
    assert wording.points(-12) == "12 percentage points"
    assert wording.points(1) == "1 percentage point"


def test_no_finding_is_worded_with_words_that_we_do_not_use() -> None:
    folder = Path(wording.__file__).parent
    for path in [*folder.glob("*.py"), *folder.glob("*.toml")]:
        text = re.sub(r'""".*?"""|#.*', "", path.read_text(encoding="utf-8"), flags=re.S)
        strings = " ".join(re.findall(r'"([^"]*)"', text))
        assert not re.search(r"\b(only|overwhelming\w*|significant\w*)\b", strings, re.I), path.name
