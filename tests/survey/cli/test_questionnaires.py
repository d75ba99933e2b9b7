"""``heard questionnaires`` for the people who write them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli.main import heard
from survey.definition import archive
from survey.paths import QUESTIONNAIRES
from tests.survey.definition.walks import INSTRUMENT, TINY


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(heard, ["questionnaires", *map(str, words)])


def test_good_questionnaires_are_summed_up_with_their_versions() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 3
    for key, questionnaire in INSTRUMENT.items():
        assert f"{key}: {len(questionnaire.pages)} pages" in result.output
        assert questionnaire.version in result.output


def test_broken_ones_end_with_code_one_and_every_problem_on_its_own_line() -> None:
    result = run("check", TINY / "broken" / "Q103.toml", TINY / "broken" / "Q406.toml")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert [line[:4] for line in lines[:-1]] == ["Q103", "Q406"]
    assert lines[-1] == "heard: 2 problems to mend. Nothing was changed."


def test_a_single_good_file_and_a_folder_can_be_checked() -> None:
    assert "routes: 14 pages" in run("check", TINY / "features" / "routes.toml").output
    assert run("check", QUESTIONNAIRES).output == run("check").output


def test_a_file_that_is_not_there_is_named_without_a_trace(tmp_path: Path) -> None:
    result = run("check", tmp_path / "nothing.toml")
    assert result.exit_code == 1
    assert result.output.startswith("Q102 nothing.toml: There is no such file.")
    assert "Traceback" not in result.output


def test_the_preview_shows_all_pages_of_all_questionnaires() -> None:
    result = run("preview")
    assert result.exit_code == 0
    for questionnaire in INSTRUMENT.values():
        assert f"Version {questionnaire.version}" in result.output
    assert run("preview", TINY / "broken" / "Q106.toml").exit_code == 1


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    folder = tmp_path / "earlier"
    shutil.copytree(QUESTIONNAIRES, folder)
    scales = folder / "shared" / "scales.toml"
    text = scales.read_text(encoding="utf-8")
    scales.write_text(text.replace('"Very easy"', '"Really easy"'), encoding="utf-8")
    return folder


def test_two_versions_are_compared_place_by_place(earlier: Path) -> None:
    result = run("compare", earlier)
    assert result.exit_code == 0
    assert result.output.count("was “Really easy”, is now “Very easy”") == 3
    assert "carer: 1 change, version " in result.output


def test_one_file_is_compared_with_the_one_of_its_name(earlier: Path) -> None:
    result = run("compare", earlier / "staff.toml")
    assert result.output.startswith("staff: 1 change")
    assert "parent" not in result.output


def test_an_unchanged_questionnaire_is_said_to_be_unchanged() -> None:
    assert run("compare", QUESTIONNAIRES / "staff.toml").output.startswith("staff: no change")


def test_a_questionnaire_that_is_gone_or_new_is_named(earlier: Path) -> None:
    (earlier / "staff.toml").rename(earlier / "workers.toml")
    lines = run("compare", earlier).output.splitlines()
    assert "workers: gone" in lines
    assert "staff: new" in lines


def test_a_questionnaire_is_written_to_print(tmp_path: Path) -> None:
    result = run("paper", "staff", "--out", tmp_path / "staff.html")
    assert result.exit_code == 0
    assert "Police or partner staff" in (tmp_path / "staff.html").read_text(encoding="utf-8")
    assert "neither .pdf nor .html" in run("paper", "staff", "--out", "staff.doc").output
    assert "no questionnaire 'nobody'" in run("paper", "nobody", "--out", "x.pdf").output


def test_a_kept_version_is_compared_and_a_changed_one_refused(tmp_path: Path) -> None:
    archive.keep(tmp_path, [INSTRUMENT["staff"]])
    (kept,) = tmp_path.iterdir()
    assert run("compare", kept).output.startswith("staff: no change")
    kept.write_text(kept.read_text("utf-8").replace("Health", "Wealth"), "utf-8")
    assert "is not the version that its name says" in run("compare", kept).output
