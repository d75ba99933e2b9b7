"""Fixtures of the review app: instances on SQLite and on a real PostgreSQL, and tiny answers."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from survey.config import Review, Settings
from survey.review import migrate
from survey.review.database import make_engine, truncate_wal
from survey.review.services import accounts
from tests import postgres
from tests.survey.review.team import Team


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """One PostgreSQL server for the whole run of a test process."""
    with postgres.server() as url:
        postgres.careless(url)
        yield url


def on_postgres(settings: Settings, url: URL) -> Settings:
    """The instance with its review database on PostgreSQL."""
    text = url.render_as_string(hide_password=False)
    return dataclasses.replace(settings, review=Review(database=text))


def migrate_fully(settings: Settings) -> None:
    """Bring a database to the newest schema, and let go of it."""
    engine = make_engine(settings)
    migrate.upgrade(engine)
    truncate_wal(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: migrating anew for each test costs more than it."""
    settings = Settings(instance=tmp_path_factory.mktemp("template"))
    migrate_fully(settings)
    return settings.review_folder / "review.sqlite3"


@pytest.fixture(scope="session")
def postgres_template(
    postgres_server: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A migrated PostgreSQL database, to be copied."""
    settings = Settings(instance=tmp_path_factory.mktemp("template"))
    with postgres.database(postgres_server) as url:
        migrate_fully(on_postgres(settings, url))
        assert url.database
        yield url.database


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """A new instance on SQLite, at the newest schema."""
    settings = Settings(instance=tmp_path / "instance")
    settings.review_folder.mkdir(parents=True)
    shutil.copy(sqlite_template, settings.review_folder)
    return settings


@pytest.fixture
def postgres_settings(
    postgres_server: URL, postgres_template: str, settings: Settings
) -> Iterator[Settings]:
    """The same instance with its review database on PostgreSQL."""
    with postgres.database(postgres_server, postgres_template) as url:
        yield on_postgres(settings, url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_settings(request: pytest.FixtureRequest) -> Settings:
    """The instance, once on SQLite and once on PostgreSQL."""
    name = "settings" if request.param == "sqlite" else "postgres_settings"
    found: Settings = request.getfixturevalue(name)
    return found


def _engine(settings: Settings) -> Iterator[Engine]:
    engine = make_engine(settings)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """The database of an SQLite instance."""
    yield from _engine(settings)


@pytest.fixture
def either_engine(either_settings: Settings) -> Iterator[Engine]:
    """The database, once on SQLite and once on PostgreSQL."""
    yield from _engine(either_settings)


@pytest.fixture(autouse=True, scope="session")
def _cheap_passphrases() -> Iterator[None]:
    """Argon2id at its least cost, so that the tests do not spend their time on guarding nothing.

    The cost that is shipped is asserted in services/test_accounts.py.
    """
    shipped = accounts.COST
    accounts.COST = accounts.Cost(passes=1, memory_kib=8, lanes=1)
    accounts.hasher.cache_clear()
    yield
    accounts.COST = shipped
    accounts.hasher.cache_clear()


@pytest.fixture
def team(settings: Settings, engine: Engine) -> Team:
    """The review app of an SQLite instance."""
    return Team(settings, engine)
