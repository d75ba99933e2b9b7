"""A backup can be put back, and only where nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.box import backup, pool, store, waves
from survey.box.merkle import root
from survey.config import Settings
from tests.survey.box.conftest import Box
from tests.survey.box.contents import envelopes


@pytest.fixture
def made(box: Box, tmp_path: Path) -> backup.Backup:
    for number in range(70):
        box.send(b"%d" % number)
    return backup.make(box.engine, tmp_path / "backups")


def test_what_is_restored_is_the_box_at_its_last_batch(
    box: Box, made: backup.Backup, tmp_path: Path
) -> None:
    elsewhere = Settings(instance=tmp_path / "new")
    assert backup.restore(made.path, store.database(elsewhere), made.root) == 50
    engine = store.prepare(elsewhere)
    assert sorted(envelopes(engine)) == sorted(envelopes(box.engine, "sealed"))
    assert pool.counts(engine) == pool.counts(box.engine)
    more = [box.send(b"and on") for _ in range(1)]
    pool.add(engine, more[0])
    waves.close_wave(engine, "spring")
    assert pool.counts(engine).total == 51
    engine.dispose()


def test_the_root_is_over_what_the_backup_holds(box: Box, made: backup.Backup) -> None:
    assert made.root == root(backup.hashes(box.engine))
    assert made.root == root(backup.hashes_in(made.path))


def test_a_live_database_is_never_overwritten(box: Box, made: backup.Backup) -> None:
    before = box.file.read_bytes()
    with pytest.raises(backup.BackupError, match="exists"):
        backup.restore(made.path, box.file)
    assert box.file.read_bytes() == before


def test_another_root_and_a_damaged_file_are_refused(made: backup.Backup, tmp_path: Path) -> None:
    target = tmp_path / "new" / "collect.sqlite3"
    with pytest.raises(backup.BackupError, match="Merkle"):
        backup.restore(made.path, target, "0" * 64)
    content = bytearray(made.path.read_bytes())
    content[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    made.path.write_bytes(content)
    with pytest.raises(backup.BackupError):
        backup.restore(made.path, target, made.root)
    (tmp_path / "x").write_bytes(b"no database")
    with pytest.raises(backup.BackupError, match="not a whole backup"):
        backup.restore(tmp_path / "x", target)
    assert not target.exists()


def test_only_the_owner_may_read_a_backup(made: backup.Backup) -> None:
    assert made.path.stat().st_mode & 0o077 == 0


def test_a_refused_backup_leaves_no_file_behind(box: Box, made: backup.Backup) -> None:
    with pytest.raises(backup.NothingNew):
        backup.make(box.engine, made.path.parent)
    assert [path.name for path in made.path.parent.iterdir()] == ["box-0000050.sqlite3"]
