"""Checks of what lies there: which tables, columns, files and settings a folder has."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from survey.box.keys import private_keys_in
from survey.intruder.finding import positions
from survey.intruder.order import tables
from survey.intruder.snapshot import databases

TIME_OR_ORDER = re.compile(
    r"time|stamp|date|created|updated|modified|when|seen|arriv|sequence|serial|counter|number"
    r"|autoinc|order|rank|progress",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(^|_)(ip|addr\w*|agent|ua|user|session|cookie|token|device|referr?er|mail|phone|person)s?($|_)",
    re.IGNORECASE,
)


def columns(connection: sqlite3.Connection, allowed: frozenset[str]) -> list[str]:
    """What in the schema could keep a time, an order or a person: one line each.

    ``allowed`` names columns as ``table.column`` that a person has looked at.
    """
    found = []
    for table, names in tables(connection).items():
        for column in names:
            if f"{table}.{column}" not in allowed:
                found.append(f"{table}.{column} is not in the list of what we keep")
            elif TIME_OR_ORDER.search(column) or PERSON.search(column):
                found.append(f"{table}.{column} is named like a time, an order or a person")
    return found + list(_automatic(connection))


def _automatic(connection: sqlite3.Connection) -> Iterator[str]:
    made = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    for kind, name, sql in made:
        if kind in ("trigger", "view"):
            yield f"{name} is a {kind}"
        if "autoincrement" in sql.lower():
            yield f"{name} counts by itself"
        if re.search(r"current_(time|date|timestamp)|strftime|unixepoch", sql, re.IGNORECASE):
            yield f"{name} notes the time"


def leftovers(folder: Path) -> list[str]:
    """Files beside a database that keep what was deleted, and settings that make them."""
    found = [
        f"{path.name} keeps pages that were overwritten"
        for path in sorted(folder.rglob("*"))
        if path.name.endswith(("-wal", "-journal", "-shm"))
    ]
    for path in databases(folder):
        content = path.read_bytes()[:100]
        if content[18] == 2 or content[19] == 2:
            found.append(f"{path.name} is in write-ahead mode, which keeps order and deletions")
    return found


def strange_files(folder: Path, allowed: Collection[str]) -> list[str]:
    """Files that are not in the list of files (logs above all), and private keys."""
    found = [
        f"{path.relative_to(folder)} is not in the list of files"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_allowed(path.relative_to(folder), allowed)
    ]
    return found + [f"{path.name} is a private key" for path in private_keys_in(folder)]


def _is_allowed(path: Path, allowed: Collection[str]) -> bool:
    return str(path) in allowed or f"{path.parts[0]}/" in allowed


def canaries(folders: list[Path], words: list[bytes]) -> list[str]:
    """Every file below ``folders`` that holds one of ``words`` (8 bytes or more), with how many
    of them."""
    numbers = {word: number for number, word in enumerate(words)}
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                count = len(positions(path.read_bytes(), numbers))
                if count:
                    found.append(f"{path} holds {count} of {len(words)}")
    return found
