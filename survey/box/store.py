"""The collect database: one SQLite file with the settings that leave no residue.

Why SQLite with a rollback journal: WAL keeps deleted answers and the order of commits until
it is truncated; PostgreSQL keeps transaction ids that survive every rewrite (docs/anonymity.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)

from survey.box import schema
from survey.config import Settings

FILE = "collect.sqlite3"
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations" / "collect"
MINIMUM_BATCH = 50
"""No fewer answers than this ever leave the mixing pool together while a wave is open."""

PRAGMAS = (
    ("busy_timeout", "20000", 20000),
    ("page_size", "4096", 4096),
    ("journal_mode", "DELETE", "delete"),
    ("secure_delete", "ON", 1),
    ("synchronous", "EXTRA", 3),
    ("temp_store", "MEMORY", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
)
"""Name, value set on every connection, value that reading it back gives.

``synchronous`` is EXTRA rather than FULL because with the journal mode DELETE only EXTRA
syncs the folder after a commit: with FULL a power cut may undo an acknowledged answer.
"""


class StoreError(Exception):
    """The collect database cannot be used; the message says why and what to do."""


def database(settings: Settings) -> Path:
    """Where the collect database lies."""
    return settings.collect_folder / FILE


def connect(path: Path) -> Engine:
    """An engine on the file; every connection gets :data:`PRAGMAS` and hides parameters."""
    engine = create_engine(URL.create("sqlite", database=str(path)), hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for name, value, _read_back in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")


def _on_begin(connection: Connection) -> None:
    # A transaction that reads and then writes must hold the write lock from its first word:
    # an upgrade of the lock fails at once when another writer waits.
    reading_only = connection.get_execution_options().get("reading_only", False)
    connection.exec_driver_sql("BEGIN" if reading_only else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed when the block ends, rolled back when it raises."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: a view of the whole file at one moment."""
    with engine.connect() as connection:
        yield connection.execution_options(reading_only=True)


def prepare(settings: Settings) -> Engine:
    """Make or upgrade the collect database and return an engine on it.

    Safe to call from several processes at once. Raises :class:`StoreError` when the setting
    ``[collect] batch`` is under :data:`MINIMUM_BATCH`.
    """
    if settings.collect.batch < MINIMUM_BATCH:
        raise StoreError(
            f"[collect] batch is {settings.collect.batch}. It is at least {MINIMUM_BATCH}: "
            "fewer answers moved together would show who answered when. Raise or remove it."
        )
    settings.collect_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = database(settings)
    path.touch(mode=0o600)
    engine = connect(path)
    migrate(engine)
    with writing(engine) as connection:
        lay_out(connection, settings.collect.batch)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade the database to ``revision`` in one transaction."""
    with writing(engine) as connection:
        if revision == "head" and stored_revision(connection) == newest_revision():
            return  # nothing is due: Alembic would cost each worker 12 MB and a second
        from alembic import command

        command.upgrade(_alembic(connection), revision)


def newest_revision() -> str:
    """The revision of the last migration: its file's name begins with it."""
    return max(path.name for path in MIGRATIONS.glob("versions/[0-9]*.py")).partition("_")[0]


def stored_revision(connection: Connection) -> str:
    """The revision that the database has; "" when it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def unmigrate(engine: Engine, revision: str) -> None:
    """Downgrade the database to ``revision`` (``base``: empty) in one transaction."""
    from alembic import command

    with writing(engine) as connection:
        command.downgrade(_alembic(connection), revision)


def _alembic(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def lay_out(connection: Connection, batch: int) -> None:
    """Lay out the mixing pool once, with room for a batch of the largest envelopes.

    The places never grow or shrink with what arrives, so the file's layout tells nothing.
    """
    from survey.box.envelope import SIZES

    places = batch * (SIZES[-1] // schema.PIECE_DATA)
    found = connection.execute(select(schema.box.c.places, schema.box.c.batch)).one_or_none()
    if found is None:
        row = {"one": 1, "batch": batch, "places": 0, "pending": 0}
        connection.execute(insert(schema.box), row)
    laid = found.places if found else 0
    if laid < places:
        empty = bytes(schema.PIECE)
        rows = [{"place": place, "piece": empty} for place in range(laid, places)]
        connection.execute(insert(schema.pend), rows)
    # Written at every start: a commit removes the journal that a killed process may have left
    # behind with pages that were overwritten. SQLite writes nothing for an unchanged value, hence
    # the first of the two.
    connection.execute(update(schema.box).values(batch=schema.box.c.batch + 1))
    connection.execute(update(schema.box).values(batch=batch, places=max(places, laid)))
