"""The collect database: its settings on every connection, its migrations up and down."""

from __future__ import annotations

import dataclasses
import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc, inspect, text

from survey.box import schema, store
from survey.config import Collect, Settings
from tests.survey.box.conftest import Box, make_box


def test_every_connection_has_every_setting(box: Box) -> None:
    connections = [box.engine.connect() for _ in range(4)]
    for connection in connections:
        for name, _value, expected in store.PRAGMAS:
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            assert found == expected, name
        connection.close()


def test_an_error_of_the_database_never_shows_a_parameter(box: Box) -> None:
    with (
        pytest.raises(exc.DBAPIError) as caught,
        store.writing(box.engine) as connection,
    ):
        connection.execute(text("INSERT INTO nowhere VALUES (:x)"), {"x": "MYANSWER0"})
    assert "MYANSWER0" not in str(caught.value)


def test_a_batch_under_fifty_is_refused(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path, collect=Collect(batch=49))
    with pytest.raises(store.StoreError, match="at least 50"):
        store.prepare(settings)
    assert not (tmp_path / "collect").exists()


def test_only_the_owner_may_read_the_database(box: Box) -> None:
    assert box.file.stat().st_mode & 0o077 == 0
    assert box.file.parent.stat().st_mode & 0o077 == 0


def test_preparing_again_changes_nothing(box: Box) -> None:
    box.send(b"one")
    before = box.file.read_bytes()
    store.prepare(box.settings).dispose()
    assert box.file.read_bytes()[100:] == before[100:]


def test_a_larger_batch_makes_more_room(box: Box) -> None:
    larger = dataclasses.replace(box.settings, collect=Collect(batch=60))
    engine = store.prepare(larger)
    with store.reading(engine) as connection:
        assert connection.execute(text("SELECT batch, places FROM box")).one() == (60, 960)
        assert connection.execute(text("SELECT count(*) FROM pend")).scalar() == 960
    engine.dispose()


def _prepare(instance: Path) -> None:
    store.prepare(Settings(instance=instance)).dispose()


def test_several_processes_may_prepare_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_prepare, args=(tmp_path,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4


def test_the_migrations_make_exactly_the_tables_of_the_code(box: Box) -> None:
    with box.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
    made = {row.name: row.sql for row in rows}
    for table in schema.metadata.tables.values():
        assert "STRICT" in made[table.name], table.name
        assert ("WITHOUT ROWID" in made[table.name]) != table.dialect_options["sqlite"][
            "with_rowid"
        ]


def test_every_migration_goes_up_and_down_with_data(tmp_path: Path) -> None:
    made = make_box(tmp_path)
    for number in range(60):
        made.send(b"%d" % number)
    config = ScriptDirectory(str(store.MIGRATIONS))
    revisions = [script.revision for script in config.walk_revisions()]
    for revision in [*revisions[1:], "base"]:
        store.unmigrate(made.engine, revision)
    assert inspect(made.engine).get_table_names() == ["alembic_version"]
    for revision in reversed(revisions):
        store.migrate(made.engine, revision)
    assert set(inspect(made.engine).get_table_names()) == {
        "alembic_version",
        *schema.metadata.tables,
    }
    made.engine.dispose()


def test_the_newest_revision_is_known_without_alembic(box: Box) -> None:
    assert store.newest_revision() == ScriptDirectory(str(store.MIGRATIONS)).get_current_head()
    with store.reading(box.engine) as connection:
        assert store.stored_revision(connection) == store.newest_revision()


def test_the_file_is_an_ordinary_sqlite_database_in_rollback_mode(box: Box) -> None:
    connection = sqlite3.connect(box.file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


@pytest.mark.parametrize("header", [bytes(512), b"not a journal" * 40], ids=["emptied", "torn"])
def test_a_start_clears_the_journal_that_a_killed_process_left(
    tmp_path: Path, header: bytes
) -> None:
    settings = Settings(instance=tmp_path)
    store.prepare(settings).dispose()
    journal = settings.collect_folder / f"{store.FILE}-journal"
    journal.write_bytes(header + b"words that were overwritten" * 400)
    store.prepare(settings).dispose()
    assert not journal.exists()
