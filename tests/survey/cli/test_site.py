"""The commands of handing on: recommendations, packs, site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli.main import heard
from survey.config import Settings
from survey.review.services import site
from tests.survey.review.services.test_site import SHOWN, shelve


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One instance for all: to make one costs more than to ask it."""
    return Settings(instance=tmp_path_factory.mktemp("handing-on") / "instance")


@pytest.fixture(autouse=True)
def _no_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "FORMATS", ())


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(heard, ["--instance", str(settings.instance), *arguments])


def test_a_ledger_goes_out_is_changed_and_comes_back(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "ledger.toml"
    assert run(settings, "recommendations", "export", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8").replace(
        'key = "committee-a"', 'key = "committee-a"\nowner = "MOPAC"'
    )
    file.write_text(text, encoding="utf-8")
    assert "1 rows were" in run(settings, "recommendations", "import", str(file)).output
    listed = run(settings, "recommendations", "list").output
    assert "MOPAC" in listed
    assert listed.count("(to be entered from the report)") == 15


def test_an_import_that_is_wrong_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("key,words\ncommittee-03,Guessed\n", encoding="utf-8")
    found = run(settings, "recommendations", "import", str(file))
    assert found.exit_code == 1
    assert "Words without a source are not taken" in found.output
    assert "Guessed" not in run(settings, "recommendations", "list").output


def test_a_file_of_another_kind_is_refused(settings: Settings, tmp_path: Path) -> None:
    found = run(settings, "recommendations", "export", str(tmp_path / "ledger.docx"))
    assert "ends in .toml, .json or .csv" in found.output


def test_site_and_packs_are_built_and_a_site_without_releases_says_so(settings: Settings) -> None:
    assert run(settings, "site", "build").exit_code == 0
    front = settings.collect_folder / "findings" / "index.html"
    assert "Nothing has been published yet" in front.read_text(encoding="utf-8")
    shelve(settings, SHOWN)
    made = run(settings, "packs", SHOWN)
    assert made.exit_code == 0
    names = {Path(line).name for line in made.output.splitlines()}
    assert {"oversight.html", "scrutiny.html", "easy-read.html"} <= names
    assert run(settings, "site", "build", "--no-pdf").exit_code == 0
    assert SHOWN in front.read_text(encoding="utf-8")


def test_a_release_that_is_not_there_is_named(settings: Settings) -> None:
    assert "no release nothing" in run(settings, "packs", "nothing").output
    assert "no release nothing" in run(settings, "site", "build", "--preview", "nothing").output
