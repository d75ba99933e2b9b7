"""What a thief has: every file of a folder as it lies on the disk at one moment."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDLE = 32
"""Bytes by which a known envelope is recognised in a file; they are as good as random."""

MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True)
class Snapshot:
    """A copy of a folder. ``database`` is the SQLite file that the attacks read."""

    folder: Path
    database: Path

    def files(self) -> dict[str, bytes]:
        """Every file's bytes, by its path within the folder."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that reads the database as it lies there, without repairing it."""
        uri = f"{self.database.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True)
        try:
            yield connection
        finally:
            connection.close()


def take(folder: Path, database: Path, into: Path) -> Snapshot:
    """Copy ``folder`` file by file, as a thief or a careless backup would."""
    shutil.copytree(folder, into, dirs_exist_ok=True)
    return Snapshot(into, into / database.relative_to(folder))


def needle(envelope: bytes, where: str = "beginning") -> bytes:
    """Bytes of an envelope by which it is found again: of its beginning, middle or end.

    All three are looked for, because a database may keep them in different pages.
    """
    start = {"beginning": 100, "middle": len(envelope) // 2, "end": len(envelope) - 100}[where]
    return envelope[start : start + NEEDLE]


PARTS = ("beginning", "middle", "end")


def databases(folder: Path) -> list[Path]:
    """Every SQLite file below ``folder``, whatever its name."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                if file.read(len(MAGIC)) == MAGIC:
                    found.append(path)
    return found
