"""``heard translations``, as a translator calls it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli.main import heard
from survey.translations import check as checks
from survey.translations import files

SHIPPED = files.FOLDER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues that the commands work on."""
    held = tmp_path / "translations"
    held.mkdir()
    for path in (SHIPPED / files.TEMPLATE, files.path_of("ar", SHIPPED)):
        shutil.copy(path, held)
    for name in ("read", "path_of", "codes"):
        monkeypatch.setattr(getattr(files, name), "__defaults__", (held,))
    monkeypatch.setattr(checks.problems, "__defaults__", (held,))
    monkeypatch.setattr(files, "FOLDER", held)
    return held


def call(*words: str) -> Result:
    return CliRunner().invoke(heard, ["translations", *words])


def test_status_says_how_far_each_language_is(folder: Path) -> None:
    assert call("status").output.startswith("ar: draft, ")


def test_extracting_twice_changes_nothing_and_loses_no_translation(folder: Path) -> None:
    before = call("status").output
    assert call("extract").exit_code == 0
    once = {path.name: path.read_text() for path in folder.iterdir()}
    assert call("extract").exit_code == 0
    assert {path.name: path.read_text() for path in folder.iterdir()} == once
    assert call("status").output == before


def test_extract_makes_a_file_for_a_new_language(folder: Path) -> None:
    result = call("extract", "pl")
    assert "pl: draft, 0 of" in result.output
    assert 'msgctxt "question returned"' in (folder / "pl.po").read_text()


def test_a_language_that_does_not_exist_gets_no_file(folder: Path) -> None:
    result = call("extract", "klingon-on-the-moon")
    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    assert files.codes(folder) == ("ar",)


def test_check_passes_what_is_shipped() -> None:
    result = call("check")
    assert (result.exit_code, result.output) == (0, "The translations are up to date.\n")


def test_check_fails_a_stale_catalogue_until_it_is_extracted_anew(folder: Path) -> None:
    path = files.path_of("ar", folder)
    path.write_text(path.read_text().replace('msgid "Start now"', 'msgid "Begin now"'))
    result = call("check")
    assert result.exit_code == 1
    assert "ar.po: missing: “Start now”" in result.output
    assert "ar.po: obsolete: “Begin now”" in result.output
    call("extract")
    assert call("check").exit_code == 0
