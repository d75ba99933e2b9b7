"""Reference lists: complete, dated, and honest about what nobody has confirmed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from survey.definition.problems import DefinitionError
from survey.definition.reference import load_reference
from survey.paths import REFERENCE

LISTS = load_reference()


def broken(folder: Path, file: str, old: str, new: str) -> list[str]:
    shutil.copytree(REFERENCE, folder, dirs_exist_ok=True)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_reference(folder)
    assert {problem.file for problem in caught.value.problems} == {file}
    return [problem.number for problem in caught.value.problems]


def test_twelve_units_share_the_thirty_two_boroughs() -> None:
    sizes = [len(unit.areas) for unit in LISTS.units]
    assert (len(sizes), sum(sizes)) == (12, 32)
    assert sorted(sizes) == [2] * 5 + [3] * 6 + [4]
    gss = {area.gss for unit in LISTS.units for area in unit.areas}
    assert gss == {f"E09{number:06}" for number in range(2, 34)}


def test_the_city_is_its_own_and_belongs_to_no_unit() -> None:
    options = {option.code: option for option in LISTS.lists["boroughs"].options}
    assert len(options) == 33
    assert options["city"].kept == "city"


def test_kept_areas_are_named_by_their_boroughs() -> None:
    kept = {option.code: str(option.label) for option in LISTS.lists["boroughs"].kept}
    assert kept["SN"] == "Bromley, Croydon or Sutton"
    assert kept["AS"] == "Lambeth or Southwark"
    assert len(kept) == 13


def test_boroughs_are_offered_in_the_order_of_their_names() -> None:
    names = [str(option.label) for option in LISTS.lists["boroughs"].options]
    assert names == sorted(names)


def test_no_support_has_been_confirmed_by_a_person_yet_and_each_names_its_source() -> None:
    for support in LISTS.supports.values():
        assert support.checked == ""
        assert support.source
        assert support.call or support.text or support.web


def test_codes_and_gss_codes_that_no_source_gives_are_not_confirmed() -> None:
    assert not any(unit.confirmed for unit in LISTS.units)
    assert not any(area.confirmed for unit in LISTS.units for area in unit.areas)


@pytest.mark.parametrize(
    ("file", "old", "new", "number"),
    [
        ("units.toml", 'code = "southwark"', 'code = "lambeth"', "Q202"),
        ("units.toml", 'code = "ealing"', 'code = "lambeth"', "Q501"),
        ("units.toml", "E09000009", "E09000022", "Q501"),
        ("units.toml", "E09000009", "Ealing", "Q501"),
        ("units.toml", 'valid_from = ""', 'valid_from = "last year"', "Q502"),
        ("units.toml", 'code = "AS"', 'kode = "AS"', "Q103"),
        ("units.toml", "\nconfirmed = false", '\nconfirmed = "no"', "Q105"),
        ("units.toml", "[[unit]]", "[[unit", "Q101"),
        ("forces.toml", 'code = "btp"', 'code = "essex"', "Q202"),
        ("channels.toml", 'name = "By calling 999"', 'name = ""', "Q106"),
        ("supports.toml", '\nchecked = ""', '\nchecked = "yes"', "Q502"),
        ("supports.toml", 'checked = ""\n', "", "Q104"),
        ("supports.toml", 'call = "999"\n', "", "Q501"),
        ("supports.toml", 'key = "police"', 'key = "emergency"', "Q202"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(
    tmp_path: Path, file: str, old: str, new: str, number: str
) -> None:
    assert number in broken(tmp_path, file, old, new)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    shutil.copytree(REFERENCE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "forces.toml").unlink()
    with pytest.raises(DefinitionError, match=r"Q102 forces\.toml"):
        load_reference(tmp_path)


def test_an_entry_has_a_last_day_where_one_is_known_and_never_before_its_first(
    tmp_path: Path,
) -> None:
    assert {entry.valid_to for entry in (*LISTS.units, *LISTS.forces, *LISTS.channels)} == {""}
    old = 'valid_from = ""'
    assert broken(
        tmp_path, "forces.toml", old, 'valid_from = "2026-02-01"\nvalid_to = "2026-01-01"'
    ) == ["Q502"]
    text = (tmp_path / "forces.toml").read_text(encoding="utf-8")
    (tmp_path / "forces.toml").write_text(text.replace("2026-01-01", "2026-03-01"), "utf-8")
    assert load_reference(tmp_path).forces[0].valid_to == "2026-03-01"
