"""``heard reference``: what is in use, what nobody confirmed, and the team's own copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.survey.cli.box_cli import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "instance")


def test_what_no_person_has_confirmed_is_named(shell: Shell) -> None:
    said = shell.done("reference", "check")
    assert "units: 12, not confirmed: AS, AW" in said
    assert "counts: 2, 5 unknown" in said
    assert "unit sizes for weighting: none" in said


def test_a_team_takes_the_lists_over_and_edits_them(shell: Shell) -> None:
    shell.done("reference", "copy")
    own = shell.instance / "reference"
    forces = (own / "forces.toml").read_text(encoding="utf-8")
    first = 'valid_from = ""'
    (own / "forces.toml").write_text(
        forces.replace(first, f'{first}\nvalid_to = "2020-01-01"', 1), encoding="utf-8"
    )
    counts = (own / "denominators.toml").read_text(encoding="utf-8")
    (own / "denominators.toml").write_text(counts + '[[unknown]]\nkey = "x"\nlabel = "X"\n')
    said = shell.done("reference", "check")
    assert str(own) in said
    assert "no longer valid: city_of_london" in said
    assert "6 unknown" in said


def test_a_second_copy_changes_nothing(shell: Shell) -> None:
    shell.done("reference", "copy")
    mine = shell.instance / "reference" / "units.toml"
    mine.write_text("# mine\n", encoding="utf-8")
    assert "left as it is" in shell.done("reference", "copy")
    assert mine.read_text(encoding="utf-8") == "# mine\n"


def test_lists_that_cannot_be_used_are_said_to_be_so(shell: Shell) -> None:
    shell.done("reference", "copy")
    (shell.instance / "reference" / "denominators.toml").write_text("warning = ", encoding="utf-8")
    assert "denominators.toml is not valid TOML" in shell.refused("reference", "check")
