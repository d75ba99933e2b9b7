"""Bars 9, 10 and 11: the schema keeps no time, order or person; every connection is set up;
no private key lies on the collect side."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from survey import kept
from survey.box import envelope, keys, private, store
from survey.collect.progress import connect
from survey.config import Settings
from survey.intruder import lint
from tests.survey.box.conftest import Box, make_box

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return make_box(tmp_path)


def _lint(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return lint.columns(connection, kept.columns("collect"))


def test_no_table_of_the_collect_side_keeps_a_time_an_order_or_a_person(
    box: Box, tmp_path: Path
) -> None:
    assert _lint(box.file) == []
    with closing(connect(tmp_path / "progress.sqlite3")):
        assert _lint(tmp_path / "progress.sqlite3") == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE sealed ADD COLUMN stored_at TEXT",
        "ALTER TABLE pend ADD COLUMN n INTEGER",
        "ALTER TABLE wave ADD COLUMN ip TEXT",
        "ALTER TABLE invited ADD COLUMN token TEXT",
        "CREATE TABLE visit (id INTEGER PRIMARY KEY AUTOINCREMENT, box INTEGER)",
        "CREATE TABLE note (word TEXT DEFAULT CURRENT_TIMESTAMP)",
        "CREATE TRIGGER watch AFTER INSERT ON sealed BEGIN SELECT 1; END",
        "CREATE VIEW latest AS SELECT * FROM sealed",
    ],
)
def test_a_column_table_trigger_or_view_that_is_added_is_caught(box: Box, change: str) -> None:
    with closing(sqlite3.connect(box.file)) as connection:
        connection.execute(change)
    assert _lint(box.file) != []


@pytest.mark.parametrize("column", ["created_at", "ip_address", "user_agent", "sequence", "token"])
def test_a_telling_name_is_caught_even_when_somebody_explained_it(column: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE sealed (place INTEGER PRIMARY KEY, {column} TEXT)")
        allowed = frozenset({"sealed.place", f"sealed.{column}"})
        assert lint.columns(connection, allowed) != []


def test_every_pooled_connection_deletes_securely(box: Box) -> None:
    connections = [box.engine.connect().execution_options(reading_only=True) for _ in range(5)]
    found = [each.exec_driver_sql("PRAGMA secure_delete").scalar() for each in connections]
    for each in connections:
        each.close()
    assert found == [1] * 5


def test_the_setting_holds_where_the_library_was_built_without_it(box: Box) -> None:
    """SQLite does not store the setting in the file: a plain connection on a build without it
    would not have it, so it must be given to each connection. The fault: one that was not."""
    with closing(sqlite3.connect(box.file)) as plain:
        plain.execute("PRAGMA secure_delete = OFF")
        assert plain.execute("PRAGMA secure_delete").fetchone() == (0,)
    with box.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_answers_under_way_are_kept_with_the_same_settings(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "progress.sqlite3")) as connection:
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_the_collect_side_holds_no_private_key_and_cannot_open_what_it_took(box: Box) -> None:
    sealed = box.send(b"past answers")
    keys.refuse_private_keys(box.settings.collect_folder, {"PATH": "/usr/bin"})
    content = b"".join(path.read_bytes() for path in box.file.parent.iterdir())
    assert box.private not in content
    assert box.private.hex().encode() not in content
    with pytest.raises(envelope.NotOpened):
        envelope.open_envelope(sealed, box.public)


def test_the_public_app_does_not_start_beside_a_private_key(box: Box) -> None:
    from survey.collect.app import CannotStart, create_app

    create_app(box.settings)
    private.create(
        box.settings.collect_folder / "notes", "x", "correct horse battery", private.Cost(1, 8)
    )
    with pytest.raises(CannotStart, match="private key"):
        create_app(box.settings)


def test_the_public_app_cannot_even_import_what_opens_the_box() -> None:
    program = (
        "import sys, survey.collect.wsgi;"
        "print([m for m in sys.modules if m in ('survey.box.opening', 'survey.box.private')"
        " or m.startswith('survey.review')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_key_that_lies_in_memory_only_once_sealed_is_gone(tmp_path: Path) -> None:
    """Sealing makes a throwaway key for each envelope: the same words never look the same."""
    made = PrivateKey.generate()
    sealed = {envelope.seal(b"x", bytes(made.public_key))[9:41] for _ in range(20)}
    assert len(sealed) == 20
    assert store.database(Settings(instance=tmp_path)).exists() is False
