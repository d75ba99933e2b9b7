"""Boxes with a planted fault: what the bars must catch, so that no bar is a check that cannot fail.

Each keeps 4,000-byte envelopes as a careless design would, in a database of its own.
"""

from __future__ import annotations

import os
import random
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from survey.intruder.snapshot import Snapshot

Store = Callable[[sqlite3.Connection, bytes], None]


def envelopes(count: int) -> list[bytes]:
    """Random bytes of an envelope's length: to an intruder they are as good as real ones."""
    return [os.urandom(4_000) for _ in range(count)]


def build(folder: Path, schema: str, put: Store, sent: Sequence[bytes]) -> Snapshot:
    """A database with ``schema`` into which ``put`` stores each envelope, one commit each."""
    folder.mkdir(parents=True)
    database = folder / "collect.sqlite3"
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.executescript(schema)
    for envelope in sent:
        connection.execute("BEGIN")
        put(connection, envelope)
        connection.execute("COMMIT")
    connection.close()
    return Snapshot(folder, database)


ROWID = "CREATE TABLE answer (id TEXT PRIMARY KEY, envelope BLOB)"
WITHOUT_ROWID = "CREATE TABLE answer (id TEXT PRIMARY KEY, envelope BLOB) WITHOUT ROWID"
COUNTED = "CREATE TABLE answer (id TEXT PRIMARY KEY, n INTEGER, envelope BLOB) WITHOUT ROWID"


def with_random_id(connection: sqlite3.Connection, envelope: bytes) -> None:
    """A random id and no time column: the usual belief of what is enough."""
    connection.execute("INSERT INTO answer VALUES (?, ?)", (str(uuid.uuid4()), envelope))


def with_counter(connection: sqlite3.Connection, envelope: bytes) -> None:
    """A column that counts."""
    row = (str(uuid.uuid4()), envelope)
    connection.execute("INSERT INTO answer SELECT ?1, coalesce(max(n), 0) + 1, ?2 FROM answer", row)


def batches_appended(batch: int) -> Store:
    """A pool that shuffles each batch and appends it to the box: batches keep their order."""
    pool: list[bytes] = []

    def put(connection: sqlite3.Connection, envelope: bytes) -> None:
        pool.append(envelope)
        if len(pool) == batch:
            random.shuffle(pool)
            for each in pool:
                with_random_id(connection, each)
            pool.clear()

    return put
