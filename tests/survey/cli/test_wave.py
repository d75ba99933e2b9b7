"""``heard wave`` and ``heard wave invite``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.survey.cli.box_cli import Shell


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An instance with an open wave, made once."""
    made = Shell(tmp_path_factory.mktemp("pattern") / "instance")
    made.open_wave()
    return made


@pytest.fixture
def shell(tmp_path: Path, pattern: Shell) -> Shell:
    return pattern.copy(tmp_path)


def test_a_wave_goes_from_draft_to_open_to_closed(shell: Shell) -> None:
    assert "spring  open  closes 2999-05-31  withdraw until 2999-06-14" in shell.done(
        "wave", "list"
    )
    assert "is closed" in shell.done("wave", "close", "spring", "--yes")
    assert "closed, not draft" in shell.refused("wave", "open", "spring")


def test_an_instance_without_a_wave_says_how_to_make_one(tmp_path: Path) -> None:
    assert "No waves yet" in Shell(tmp_path / "instance").done("wave", "list")


def test_a_wave_without_a_key_or_with_a_bad_date_is_refused(shell: Shell) -> None:
    said = shell.refused("wave", "create", "autumn", "--closes-on", "2999-01-01")
    assert "heard keys create autumn" in said
    assert "not 'soon'" in shell.refused("wave", "create", "spring", "--closes-on", "soon")


def test_closing_asks_first(shell: Shell) -> None:
    assert shell.run("wave", "close", "spring", typed="n\n").exit_code == 1
    assert "spring  open" in shell.done("wave", "list")


def test_groups_get_a_code_on_a_sheet_and_are_counted_by_group(
    shell: Shell, tmp_path: Path
) -> None:
    assert "without a code" in shell.done("wave", "groups", "spring")
    sheets = str(tmp_path / "sheets.pdf")
    invite = ("wave", "invite", "spring", "staff", "--group", "Central", "80")
    assert "Central: 80 people" in shell.done(*invite, "--sheets", sheets)
    assert Path(sheets).read_bytes().startswith(b"%PDF")
    assert "staff  Central  fewer than 10 of 80" in shell.done("wave", "groups", "spring")
    assert "exists" in shell.refused(*invite, "--sheets", sheets)


def test_a_small_group_gets_no_code_and_leaves_no_sheet(shell: Shell, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets.pdf"
    said = shell.refused(
        "wave", "invite", "spring", "staff", "--group", "Central", "80",
        "--group", "Tiny", "12", "--sheets", str(sheets),
    )  # fmt: skip
    assert "at least 50" in said
    assert not sheets.exists()
    assert "without a code" in shell.done("wave", "groups", "spring")
