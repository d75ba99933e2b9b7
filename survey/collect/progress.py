"""Where answers under way lie: one SQLite file that nobody can read without the cookies.

A row is an id and a ciphertext. Both the id and the key come from the cookie's secret, which
the server does not keep, so the file alone says neither what was answered nor by whom; ended
answers are unreadable the moment the cookie is deleted. The only time in it is a two-hour
slot, for the sweep that removes old rows on a fixed schedule. Sending never removes a row:
that would tie it to the envelope that appears in the box at that moment.

Answers under way survive a crash of the app, not a power cut: the file may well lie in memory,
and waiting for the disk on every page would make respondents wait for one another. The one
write that must be durable is that of a sealed envelope before it is sent (``durable``).

The standard library's driver is used directly: one table, and it runs on every page.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from survey.collect.cookie import derive
from survey.collect.state import State, pack, unpack

SLOT_SECONDS = 2 * 3600
KEEP_SLOTS = 6
"""Rows untouched for this many whole slots (twelve hours) are swept."""

ID_BYTES = 16
BUSY_MILLISECONDS = 5_000

SCHEMA = """
CREATE TABLE IF NOT EXISTS progress (
    id BLOB NOT NULL PRIMARY KEY,
    slot INTEGER NOT NULL,
    state BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA synchronous = OFF",
)
"""Set on every connection: ``secure_delete`` is not stored in the file, and a write-ahead
log would keep deleted answers."""


class StorageError(Exception):
    """The answers could not be kept: the disk is full or failing. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A state and the exact bytes it was read from, so that a later write can tell
    whether somebody else (a second tab, a double click) wrote in between."""

    state: State
    stored: bytes


class Progress:
    """The store. Safe to use from several threads, and from each process that forks."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._open: tuple[int, sqlite3.Connection] | None = None

    def read(self, secret: bytes) -> Kept | None:
        """What is kept under this secret, or None."""
        with self._connection() as connection:
            found = connection.execute(
                "SELECT state FROM progress WHERE id = ?", (_row_id(secret),)
            ).fetchone()
        if found is None:
            return None
        try:
            return Kept(unpack(SecretBox(_key(secret)).decrypt(found[0])), found[0])
        except CryptoError:
            return None

    def write(
        self, secret: bytes, state: State, before: Kept | None, *, durable: bool = False
    ) -> Kept | None:
        """Keep ``state`` in the place of ``before``: the new :class:`Kept`.

        ``durable``: when this returns, it survives a power cut. None when the row is no longer
        what ``before`` was: read again, and decide again.
        Raises :class:`StorageError` when it cannot be written.
        """
        stored = bytes(SecretBox(_key(secret)).encrypt(pack(state)))
        if before is None:
            statement = "INSERT INTO progress VALUES (:id, :slot, :stored) ON CONFLICT DO NOTHING"
        else:
            statement = (
                "UPDATE progress SET slot = :slot, state = :stored"
                " WHERE id = :id AND state = :before"
            )
        values = {
            "id": _row_id(secret),
            "slot": self._slot(),
            "stored": stored,
            "before": before.stored if before else b"",
        }
        with self._connection() as connection, _synced(connection, durable):
            changed = connection.execute(statement, values).rowcount
        return Kept(state, stored) if changed else None

    def sweep(self) -> int:
        """Remove rows that nobody has touched for :data:`KEEP_SLOTS` slots; how many."""
        oldest = self._slot() - KEEP_SLOTS
        with self._connection() as connection:
            return connection.execute("DELETE FROM progress WHERE slot < ?", (oldest,)).rowcount

    def seconds_to_next_slot(self) -> float:
        """How long until the two-hour slot changes, which is when the sweep runs."""
        return SLOT_SECONDS - self._clock() % SLOT_SECONDS

    def close(self) -> None:
        """Close the connection; the next use opens another."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
                self._open = None

    def _slot(self) -> int:
        return int(self._clock() // SLOT_SECONDS)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """This process's connection, for one thread at a time."""
        try:
            with self._lock:
                if self._open is None or self._open[0] != os.getpid():
                    self._open = (os.getpid(), connect(self.path))
                yield self._open[1]
        except sqlite3.DatabaseError as error:
            raise StorageError(type(error).__name__) from None


@contextmanager
def _synced(connection: sqlite3.Connection, durable: bool) -> Iterator[None]:
    if not durable:
        yield
        return
    connection.execute("PRAGMA synchronous = EXTRA")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = OFF")


def prepare(path: Path) -> None:
    """Make the file, or throw it away if a power cut has broken it.

    What was under way is then lost, and nothing that was sent. Call it with :func:`alone`.
    """
    try:
        connection = connect(path)
        try:
            whole = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        whole = False
    if not whole and path.exists():
        path.unlink()
        connect(path).close()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process or thread at a time on this machine; one that dies lets go."""
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def connect(path: Path, schema: str = SCHEMA) -> sqlite3.Connection:
    """A connection in autocommit mode with every pragma set, and the table there."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute(schema)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _row_id(secret: bytes) -> bytes:
    return derive(secret, b"heard progress", ID_BYTES)


def _key(secret: bytes) -> bytes:
    return derive(secret, b"heard answers", SecretBox.KEY_SIZE)
