"""Where drafts lie: rows of one length, each in a place that was drawn at random.

A draft fills many pages, and a table keyed by a random id shows by its pages in which order the
drafts came (the intruder's kit finds it: tau 1). So a new draft takes a place drawn among all, what
lay there moves to the end (an inside-out Fisher-Yates shuffle, as in :mod:`survey.box.pool`), and
where one is taken out the last one fills the gap. Rows are overwritten where they lie, because all
are equally long: the file's layout says how many there are and nothing else.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

SCHEMA = """
CREATE TABLE IF NOT EXISTS draft (
    place INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    expires TEXT NOT NULL,
    state BLOB NOT NULL
) STRICT
"""

Row = tuple[bytes, str, bytes]
"""Id, last day (ISO), what is kept."""

_END = "SELECT coalesce(max(place), 0) FROM draft"
_MOVE = """
UPDATE draft SET (id, expires, state) = (SELECT id, expires, state FROM draft WHERE place = ?)
WHERE place = ?
"""


def put(connection: sqlite3.Connection, row: Row) -> None:
    """Put a row into a uniformly random place, durably and whole."""
    with _whole(connection):
        (end,) = connection.execute(_END).fetchone()
        place = 1 + secrets.randbelow(end + 1)
        if place <= end:
            connection.execute(
                "INSERT INTO draft SELECT ?, id, expires, state FROM draft WHERE place = ?",
                (end + 1, place),
            )
            change = "UPDATE draft SET id = ?, expires = ?, state = ? WHERE place = ?"
            connection.execute(change, (*row, place))
        else:
            connection.execute("INSERT INTO draft VALUES (?, ?, ?, ?)", (place, *row))


def find(connection: sqlite3.Connection, name: bytes) -> tuple[str, bytes] | None:
    """Last day and content of the row with this id. Reads through all ids: there are few."""
    found: tuple[str, bytes] | None = connection.execute(
        "SELECT expires, state FROM draft WHERE id = ?", (name,)
    ).fetchone()
    return found


def remove(connection: sqlite3.Connection, name: bytes) -> int:
    """Take out the row with this id, if there is one; how many."""
    return _take_out(connection, "id = ?", name)


def remove_before(connection: sqlite3.Connection, day: str) -> int:
    """Take out every row whose last day (ISO) is before ``day``; how many."""
    return _take_out(connection, "expires < ?", day)


def _take_out(connection: sqlite3.Connection, which: str, value: bytes | str) -> int:
    query = f"SELECT place FROM draft WHERE {which} ORDER BY place DESC"  # noqa: S608 - ours
    with _whole(connection):
        places = [place for (place,) in connection.execute(query, (value,))]
        for place in places:  # from the end, so that the last one is never one that goes
            (end,) = connection.execute(_END).fetchone()
            if place != end:
                connection.execute(_MOVE, (end, place))
            connection.execute("DELETE FROM draft WHERE place = ?", (end,))
    return len(places)


@contextmanager
def _whole(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, which holds the write lock from its first word."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
