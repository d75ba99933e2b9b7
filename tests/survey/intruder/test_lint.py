"""Looking at a folder finds what should not be there, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from survey.intruder import lint


def test_leftovers_name_journals_and_write_ahead_mode(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        connection.execute("CREATE TABLE x (y)")
    assert lint.leftovers(tmp_path) == []
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO x VALUES (1)")
        connection.commit()
        found = lint.leftovers(tmp_path)
    assert any("write-ahead" in line for line in found)
    assert any("a.sqlite3-wal" in line for line in found)


def test_a_strange_file_and_a_private_key_are_named(tmp_path: Path) -> None:
    (tmp_path / "known").write_text("x")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "spring.key").write_text("x")
    assert lint.strange_files(tmp_path, {"known"}) == [
        "deep/spring.key is not in the list of files",
        "spring.key is a private key",
    ]


def test_canaries_are_counted_by_file(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"GET /word one, word two")
    (tmp_path / "clean").write_bytes(b"nothing")
    assert lint.canaries([tmp_path], [b"word one", b"word two", b"word three"]) == [
        f"{tmp_path / 'log'} holds 2 of 3"
    ]
