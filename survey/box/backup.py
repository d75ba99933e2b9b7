"""Backups of the box that show whole batches only, and putting them back.

A backup holds the box as it was at its last flush and nothing of the mixing pool. Two backups
in one folder always lie 50 answers or more apart, so whoever steals both learns no more than
that an answer is one of 50. The price: what waits in the pool, up to one batch, is not in any
backup.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine

from survey.box import opening, store
from survey.box.envelope import fingerprint
from survey.box.merkle import root

NAME = re.compile(r"box-(\d{7})\.sqlite3")


class BackupError(Exception):
    """A backup that cannot be made or put back; the message says why and what to do."""


class NothingNew(BackupError):  # noqa: N818 - says what happened
    """No batch has moved into the box since the last backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its file, how many envelopes it holds, the Merkle root over them, and
    earlier backups that were removed because they lay less than a batch away."""

    path: Path
    envelopes: int
    root: str
    removed: tuple[Path, ...]


def make(engine: Engine, folder: Path) -> Backup:
    """Write a backup into ``folder``, named after the number of envelopes in it.

    Raises :class:`NothingNew` when the newest one there holds as many already, ``OSError``
    when it cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder / f".box-{secrets.token_hex(4)}"
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(engine, temporary)
        hashes = hashes_in(temporary)
        path = folder / f"box-{len(hashes):07}.sqlite3"
        if path.exists():
            raise NothingNew(
                f"{path} is a backup of the box as it is. The next one is possible when "
                f"another {store.MINIMUM_BATCH} answers have moved into the box, or when the "
                "wave is closed: backups that lie closer would show who answered when."
            )
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return Backup(path, len(hashes), root(hashes), tuple(_remove_near(folder, len(hashes))))


def _copy(engine: Engine, into: Path) -> None:
    copy = store.connect(into)
    store.migrate(copy)
    with store.reading(engine) as connection:
        batch = connection.exec_driver_sql("SELECT batch FROM box").scalar_one()
    with store.writing(copy) as connection:
        store.lay_out(connection, batch)
    copy.dispose()
    raw = engine.raw_connection()
    try:
        _copy_rows(cast(sqlite3.Connection, raw.driver_connection), into)
    finally:
        raw.close()


COPY = """
INSERT INTO copy.wave SELECT * FROM main.wave;
INSERT INTO copy.sealed SELECT * FROM main.sealed ORDER BY place;
INSERT INTO copy.withdrawal SELECT * FROM main.withdrawal ORDER BY place;
INSERT INTO copy.invited SELECT wave, questionnaire, name, code_hash, people, shown, shown
    FROM main.invited;
"""


def _copy_rows(connection: sqlite3.Connection, into: Path) -> None:
    connection.execute("ATTACH ? AS copy", (str(into),))
    try:
        connection.execute("BEGIN")
        for statement in COPY.split(";")[:-1]:
            connection.execute(statement)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.execute("ROLLBACK")
        raise OSError(0, str(error)) from None
    finally:
        connection.execute("DETACH copy")


def _remove_near(folder: Path, envelopes: int) -> list[Path]:
    """Remove other backups that hold fewer than a batch more or less than this one."""
    removed = []
    for path in sorted(folder.iterdir()):
        found = NAME.fullmatch(path.name)
        if found and 0 < abs(int(found[1]) - envelopes) < store.MINIMUM_BATCH:
            path.unlink()
            removed.append(path)
    return removed


def hashes_in(path: Path) -> list[str]:
    """SHA-256 (hex, sorted) of every envelope that lies in the box of a database file."""
    engine = store.connect(path)
    try:
        return hashes(engine)
    finally:
        engine.dispose()


def hashes(engine: Engine) -> list[str]:
    """SHA-256 (hex, sorted) of every envelope in the box; nothing of the mixing pool."""
    with store.reading(engine) as connection:
        return sorted(_hashes(connection))


def _hashes(connection: Connection) -> list[str]:
    every = opening.index(connection)
    return [fingerprint(opening.gather(connection, places)) for places in every]


def restore(path: Path, database: Path, expected_root: str = "") -> int:
    """Put a backup in the place of a collect database that is lost; returns its envelopes.

    Raises :class:`BackupError` when there is a database already, when the file is not a whole
    backup, or when its Merkle root is not ``expected_root`` (if given).
    """
    if database.exists():
        raise BackupError(
            f"{database} exists. Stop the public app and move that file away first: nothing is "
            "ever overwritten."
        )
    found = _checked(path)
    if expected_root and root(found) != expected_root.lower():
        raise BackupError(f"{path} is not what that Merkle root stands for. Nothing was restored.")
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = database.with_name(f".{database.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
            to.write(path.read_bytes())
            to.flush()
            os.fsync(to.fileno())
        temporary.replace(database)
    finally:
        temporary.unlink(missing_ok=True)
    return len(found)


def _checked(path: Path) -> list[str]:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            pending = connection.execute("SELECT pending FROM box").fetchone()
        finally:
            connection.close()
        if whole and pending == (0,):
            return hashes_in(path)
    except (sqlite3.Error, OSError):
        pass
    raise BackupError(f"{path} is not a whole backup of a box. Nothing was restored.")
