"""``heard backup releases``: the ledger is in the backup, and only its owner may read it."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from analysis.disclosure.ledger import load
from analysis.release.build import make
from analysis.release.shelf import Shelf
from analysis.release.signing import load_key, new_key
from tests.analysis.release.sample import sample_facts, small_dataset
from tests.survey.cli.box_cli import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "instance")


def test_the_ledger_and_every_release_come_back_as_they_were(shell: Shell, tmp_path: Path) -> None:
    review, key = shell.instance / "review", tmp_path / "key"
    new_key(key)
    shelf = Shelf(review)
    made = make(
        small_dataset(60), release_id="r1", wave="demo", created="2026-12-01",
        facts=sample_facts(), demo=True,
    )  # fmt: skip
    shelf.create(made)
    shelf.publish("r1", load_key(key), "2026-12-02")
    file = tmp_path / "backup.tar"
    assert "keep it encrypted" in shell.done("backup", "releases", str(file))
    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "back", filter="data")
    back = Shelf(tmp_path / "back")
    assert load(tmp_path / "back" / "ledger" / "ledger.json") == shelf.ledger()
    assert back.check("r1") == []
    assert back.states()["r1"]["state"] == "published"


def test_a_backup_is_never_written_over(shell: Shell, tmp_path: Path) -> None:
    (shell.instance / "review" / "ledger").mkdir(parents=True)
    file = tmp_path / "backup.tar"
    file.write_text("older")
    assert "exists" in shell.refused("backup", "releases", str(file))
    assert file.read_text() == "older"


def test_without_releases_there_is_nothing_to_back_up(shell: Shell, tmp_path: Path) -> None:
    assert "no releases" in shell.refused("backup", "releases", str(tmp_path / "x.tar"))
    assert not (tmp_path / "x.tar").exists()
