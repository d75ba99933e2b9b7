"""An instance is not called ready before people have decided what only people can."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.box import private, store, waves
from survey.cli.instance import prepare
from survey.cli.main import heard
from survey.config import Settings, load_settings
from survey.demo.wave import LIVE_WAVE
from survey.paths import REFERENCE
from survey.review import database
from survey.review.services import accounts, audit, retention

READY = """\
[operator]
name = "The Review"
contact = "post box 1"
privacy_notice = "https://review.example/privacy"
findings_url = "https://review.example/"
findings_month = "June 2099"
formats_within = "10 working days"
[collect]
https = true
hostnames = ["review.example"]
[review]
hostnames = ["team.review.example"]
[retention]
envelopes_until = "2099-01-01"
answers_until = "2099-06-01"
"""


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An instance for which people have decided everything."""
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "settings.toml").write_text(READY, encoding="utf-8")
    settings = load_settings(folder, {})
    prepare(settings)
    shutil.copytree(REFERENCE, folder / "reference")
    supports = folder / "reference" / "supports.toml"
    text = supports.read_text(encoding="utf-8")
    supports.write_text(text.replace('checked = ""', 'checked = "2026-11-01"'), encoding="utf-8")
    add_wave(folder, "first")
    with database.writing(database.make_engine(settings)) as session:
        accounts.create(session, "amina", "a long walk by the river", ("admin",))
    retention_ran(settings, datetime.timedelta(hours=20))
    return folder


def retention_ran(settings: Settings, ago: datetime.timedelta) -> None:
    at = datetime.datetime.now(datetime.UTC) - ago
    with database.writing(database.make_engine(settings)) as session:
        audit.note(session, retention.EVENT, at=int(at.timestamp()), done=[])


def add_wave(folder: Path, name: str) -> None:
    settings = load_settings(folder, {})
    key = settings.review_folder / f"{name}.key"
    public = private.create(key, name, "a long passphrase", private.Cost(1, 8))
    day = datetime.date(2099, 1, 1)
    waves.create(store.prepare(settings), name, public.key, day, day)


def live(instance: Path, *arguments: str) -> Result:
    return CliRunner().invoke(heard, ["--instance", str(instance), "check", "live", *arguments])


def replace(instance: Path, old: str, new: str) -> None:
    path = instance / "settings.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_instance_for_which_everything_is_decided_is_ready(instance: Path) -> None:
    result = live(instance)
    assert (result.exit_code, result.output) == (
        0,
        "Ready: nothing that software can check is missing.\n",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "The Review"', 'name = " "', "who runs the review"),
        ('contact = "post box 1"', "", "how to reach them"),
        ('privacy_notice = "https://review.example/privacy"', "", "privacy notice"),
        ('findings_url = "https://review.example/"', "", "where the findings"),
        ('findings_month = "June 2099"', "", "when the findings"),
        ('formats_within = "10 working days"', "", "how soon you answer"),
        ('envelopes_until = "2099-01-01"', "", "when the wave's key is destroyed"),
        ('answers_until = "2099-06-01"', 'answers_until = "2001-01-01"', "in the past"),
        ("https = true", "https = false", "not marked as served by https"),
        ('hostnames = ["review.example"]', "", "no public name"),
        ('["team.review.example"]', '["review.example"]', "share a host name"),
        ("[collect]\n", "[collect]\nallow_draft_languages = true\n", "Draft translations"),
        ("[operator]\n", "demo = true\n[operator]\n", "is a demo"),
    ],
)
def test_each_decision_that_is_missing_is_named(
    instance: Path, old: str, new: str, said: str
) -> None:
    replace(instance, old, new)
    result = live(instance)
    assert result.exit_code == 1
    assert said in result.output
    assert "Not ready: 1 to mend" in result.output


def test_support_numbers_as_shipped_are_confirmed_by_nobody_and_so_not_ready(
    instance: Path,
) -> None:
    shutil.rmtree(instance / "reference")
    result = live(instance)
    assert result.exit_code == 1
    assert "Confirm each support number" in result.output
    assert "missing_people" in result.output


def test_lists_of_which_some_are_missing_are_named_with_the_command_that_puts_them_back(
    instance: Path,
) -> None:
    (instance / "reference" / "units.toml").unlink()
    result = live(instance)
    assert result.exit_code == 1
    assert "heard reference copy puts back those that are missing" in result.output
    CliRunner().invoke(heard, ["--instance", str(instance), "reference", "copy"])
    assert live(instance).exit_code == 0


def test_a_wave_of_the_demo_is_refused(instance: Path) -> None:
    add_wave(instance, LIVE_WAVE)
    assert "wave of the demo" in live(instance).output


def test_a_private_key_on_the_public_side_is_refused(instance: Path) -> None:
    shutil.copy(instance / "review" / "first.key", instance / "collect" / "copy.key")
    result = live(instance)
    assert result.exit_code == 1
    assert "private key" in result.output.lower()


def test_a_team_side_on_which_retention_does_not_run_every_night_is_not_ready(
    instance: Path,
) -> None:
    for file in (instance / "review").glob("review.sqlite3*"):
        file.unlink()
    settings = load_settings(instance, {})
    database.prepare(settings)
    assert "Retention has not run" in live(instance, "--side", "review").output
    retention_ran(settings, datetime.timedelta(hours=49))
    assert "Retention has not run" in live(instance, "--side", "review").output
    retention_ran(settings, datetime.timedelta(hours=1))
    assert "Retention has not run" not in live(instance, "--side", "review").output
    assert "Retention has not run" not in live(instance, "--side", "collect").output


def test_a_wave_that_stayed_open_after_its_last_day_is_not_ready(instance: Path) -> None:
    engine = store.prepare(load_settings(instance, {}))
    waves.open_wave(engine, "first")
    assert live(instance).exit_code == 0
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE wave SET closes_on = '2020-01-01'")
    assert "Wave first ended on 2020-01-01" in live(instance, "--side", "collect").output


def test_a_side_of_its_own_machine_is_checked_alone(instance: Path) -> None:
    replace(instance, "https = true", "https = false")
    assert live(instance, "--side", "review").exit_code == 0
    assert live(instance, "--side", "collect").exit_code == 1


def test_nobody_to_sign_in_is_not_ready(tmp_path: Path, instance: Path) -> None:
    for file in (instance / "review").glob("review.sqlite3*"):
        file.unlink()
    assert "Nobody can sign in" in live(instance, "--side", "review").output
