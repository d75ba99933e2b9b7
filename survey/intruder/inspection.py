"""Looks at an instance's collect folder as it lies: nothing is copied, opened or changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from survey import kept
from survey.box import store
from survey.config import Settings
from survey.intruder import lint
from survey.intruder.rehearsal import Line
from survey.intruder.snapshot import databases


def inspect(settings: Settings) -> Iterator[Line]:
    """One line for each thing that was looked at; what was found stands in the result."""
    folder = settings.collect_folder
    yield _line("columns beyond what we keep", _columns(settings))
    yield _line("files beyond what we keep", lint.strange_files(folder, frozenset(kept.files())))
    yield _line("journals and write-ahead logs", lint.leftovers(folder))
    yield _line("damage in the box", _damage(settings))


def _line(what: str, found: list[str]) -> Line:
    return Line("folder", what, "; ".join(found) or "none", "none", bool(found))


def _columns(settings: Settings) -> list[str]:
    found: list[str] = []
    for path in databases(settings.collect_folder):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found += [
                f"{path.name}: {line}" for line in lint.columns(connection, kept.columns("collect"))
            ]
        finally:
            connection.close()
    return found


def _damage(settings: Settings) -> list[str]:
    path = store.database(settings)
    if not path.exists():
        return []
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    return [] if answer == "ok" else [str(answer)]
