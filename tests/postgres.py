"""A real PostgreSQL server for tests: pgserver's, else the system's as an unprivileged user.

Neither to be had is a failure, never a skip: half of what we promise would go untested.
"""

from __future__ import annotations

import importlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

MISSING = (
    "No PostgreSQL to test with. Install pgserver (Python 3.11 or 3.12) from the lock file, "
    "or the system package `postgresql`; `heard setup --tests` does it."
)


@contextmanager
def server() -> Iterator[URL]:
    """A server of our own on a socket in a temporary folder; yields the URL of its database."""
    with tempfile.TemporaryDirectory(prefix="heard-pg-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101 - the server runs as another user
        try:
            pgserver = _pgserver()
        except ImportError:
            with _system_server(Path(folder)) as url:
                yield url
        else:
            with _bundled_server(pgserver, Path(folder)) as url:
                yield url


def _pgserver() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for a runtime folder that a container lacks
        return importlib.import_module("pgserver")


@contextmanager
def _bundled_server(pgserver: ModuleType, folder: Path) -> Iterator[URL]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield _url(Path(running.get_uri().partition("host=")[2]))
    finally:
        running.cleanup()


def careless(url: URL) -> None:
    """Do not wait for the disk: the server is thrown away after the tests."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@contextmanager
def _system_server(folder: Path) -> Iterator[URL]:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        raise RuntimeError(MISSING)
    bin_folder, data = binaries[-1].parent, folder / "data"
    as_user = _unprivileged(folder)
    subprocess.run(
        [*as_user, bin_folder / "initdb", "-A", "trust", "-U", "postgres", "--no-sync", data],
        check=True, capture_output=True,
    )  # fmt: skip
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    control = [*as_user, bin_folder / "pg_ctl", "-D", data]
    subprocess.run([*control, "-w", "-o", options, "-l", data / "log", "start"], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        yield _url(folder)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


def _unprivileged(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    user = next((p.pw_name for p in pwd.getpwall() if p.pw_name in ("postgres", "nobody")), None)
    if user is None or shutil.which("runuser") is None:
        raise RuntimeError(MISSING)
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _url(socket_folder: Path) -> URL:
    return URL.create(
        "postgresql+psycopg", username="postgres", database="postgres",
        query={"host": str(socket_folder)},
    )  # fmt: skip


@contextmanager
def database(url: URL, template: str = "template1") -> Iterator[URL]:
    """A new database on the server, a copy of ``template``, dropped at the end."""
    name = f"heard_{uuid.uuid4().hex[:12]}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield url.set(database=name)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()
