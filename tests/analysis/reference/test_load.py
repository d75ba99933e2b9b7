"""Published counts have a source and a date, and what is unknown stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reference.load import SHIPPED, BadReferenceError, denominators


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
