"""Published counts have a source and a date, and what is unknown stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reference.load import SHIPPED, BadReferenceError, denominators, margins, of_folder


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "denominators.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_shipped_counts_are_london_s_children_and_incidents_of_2022_23() -> None:
    found = {d["key"]: d for d in denominators()["denominators"]}
    assert found["london_children"]["value"] == 9370
    assert found["london_incidents"]["value"] == 29455
    assert {d["period"] for d in found.values()} == {"2022-23"}
    assert all(d["source"] and d["source_date"] for d in found.values())


def test_the_warning_says_that_children_are_not_reporters() -> None:
    assert "cannot be divided" in denominators()["warning"]


def test_what_was_not_found_is_named_as_unknown() -> None:
    assert "london_by_unit" in {entry["key"] for entry in denominators()["unknown"]}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value = 9370", 'value = "about 9,000"', "whole number"),
        ("value = 9370", "value = 0", "whole number"),
        ('unit = "children"', 'unit = "souls"', "unit is one of"),
        ('source = "London', 'origin = "London', "unexpected keyword argument 'origin'"),
        ('valid_from = "2022-04-01"', 'valid_from = "last year"', "is no day"),
        ('valid_from = "2022-04-01"', 'valid_from = "2024-04-01"', "after valid_to"),
        ('key = "london_incidents"', 'key = "london_children"', "stands twice"),
        ("[[denominator]]", "[[denominator]", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named_with_what_to_mend(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(BadReferenceError, match=message):
        denominators(changed(tmp_path, old, new))


def test_a_count_without_a_source_is_not_loaded(tmp_path: Path) -> None:
    text = 'warning = "w"\n[[denominator]]\nkey = "k"\nlabel = "l"\nvalue = 1\nunit = "children"\n'
    text += 'period = "p"\narea = "a"\nsource = ""\nsource_date = ""\nstatus = ""\n'
    path = tmp_path / "denominators.toml"
    path.write_text(text)
    with pytest.raises(BadReferenceError, match="no source"):
        denominators(path)


MARGINS = 'source = "A register"\nsource_date = "2026-01"\ncounts = "children"\n[sizes]\nAS = 812\n'


def test_sizes_of_units_are_known_by_their_source_and_are_none_without_a_file(
    tmp_path: Path,
) -> None:
    assert margins(tmp_path / "margins.toml") == {}
    (tmp_path / "margins.toml").write_text(MARGINS, encoding="utf-8")
    assert margins(tmp_path / "margins.toml") == {
        "source": "children; A register, 2026-01", "sizes": {"AS": 812},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('source = "A register"', 'source = ""', "has no source"),
        ('counts = "children"', "", "has no counts"),
        ("AS = 812", "AS = 0", "whole number over 0"),
        ("AS = 812", "", "no .sizes"),
        ("source_date", "date", "no such key"),
        ("[sizes]", "[sizes", "not valid TOML"),
    ],
)
def test_sizes_that_cannot_be_used_are_named(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = tmp_path / "margins.toml"
    path.write_text(MARGINS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadReferenceError, match=message):
        margins(path)


def test_a_team_s_own_counts_come_before_those_that_ship(tmp_path: Path) -> None:
    assert of_folder(tmp_path)["denominators"] == denominators()
    changed(tmp_path, "value = 9370", "value = 9400")
    found = of_folder(tmp_path)["denominators"]["denominators"]
    assert found[0]["value"] == 9400
