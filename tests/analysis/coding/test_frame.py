"""The coding frame says of each code what it means, and refuses a broken one by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.coding.frame import FrameError, load_frame, shipped

GOOD = """
version = "2"
title = "Test"
[stages]
S0 = "Before"
[[code]]
code = "a"
label = "A"
definition = "What a means."
stages = ["S0"]
"""


def test_the_shipped_frame_has_the_22_codes_with_definitions_and_examples() -> None:
    frame = shipped()
    assert len(frame.codes) == 22
    assert all(c.label and c.definition and c.examples and c.stages for c in frame.codes)


def test_urgent_is_never_among_the_codes_that_may_be_counted() -> None:
    assert "urgent" not in shipped().published
    assert len(shipped().published) == 21


def test_the_rare_but_serious_codes_are_the_four_that_people_always_read() -> None:
    assert set(shipped().serious) == {
        "urgent",
        "discrimination",
        "report_refused",
        "fear_of_consequences",
    }


def test_a_code_is_looked_up_by_its_name() -> None:
    assert shipped()["blamed"].label == "Blame or judgement"
    assert "blamed" in shipped()
    with pytest.raises(KeyError):
        shipped()["nothing"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('stages = ["S0"]', 'stages = ["S9"]', "a names a stage S9"),
        ('label = "A"', "", "label"),
        ('stages = ["S0"]', 'kind = "odd"', "kind odd"),
        ('version = "2"', "", "version"),
        ('title = "Test"', "title = Test", "frame.toml"),
    ],
)
def test_a_broken_frame_is_refused_with_the_reason(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    path = tmp_path / "frame.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(FrameError, match=why):
        load_frame(path)


def test_a_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "frame.toml"
    path.write_text(GOOD + GOOD[GOOD.index("[[code]]") :], encoding="utf-8")
    with pytest.raises(FrameError, match="stands twice"):
        load_frame(path)


def test_a_changed_frame_has_another_fingerprint(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(GOOD, encoding="utf-8")
    second.write_text(GOOD.replace("What a means", "What it means"), encoding="utf-8")
    assert load_frame(first).sha256 != load_frame(second).sha256
