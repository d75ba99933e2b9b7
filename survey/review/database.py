"""The review database: SQLite by default, PostgreSQL when the settings name it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from survey.config import Settings

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)
"""Set on every connection: secure_delete and foreign_keys are not kept in the file."""

READING = {"reading": True, "postgresql_readonly": True}
"""Execution options of a connection that only reads: it waits for no writer."""


def database_url(settings: Settings) -> str:
    """Where the review database is, as an SQLAlchemy URL."""
    if settings.review.database:
        return settings.review.database
    return f"sqlite:///{(settings.review_folder / 'review.sqlite3').resolve()}"


def make_engine(settings: Settings) -> Engine:
    """An engine whose connections are set up alike; its errors never show a parameter."""
    url = database_url(settings)
    if url.startswith("sqlite"):
        _private_folder(settings.review_folder)
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _private_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer: it fails
    # at once. So whoever may write says so from the start.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


ROOM = 64
"""Megabytes of pages that a connection keeps in memory while very much is written."""


def make_room(session: Session) -> None:
    """Let a session that writes very much keep more pages in memory, where SQLite has few."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{ROOM * 1024}")


def prepare(settings: Settings) -> None:
    """Bring the review database of an instance to the newest schema."""
    from survey.review import migrate

    engine = make_engine(settings)
    migrate.upgrade(engine)
    engine.dispose()


def reader(engine: Engine) -> Session:
    """A session that only reads."""
    return Session(engine.execution_options(**READING))


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that is committed once at the end, or rolled back when anything went wrong."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def truncate_wal(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, which would go on holding what was deleted."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    finally:
        connection.close()
