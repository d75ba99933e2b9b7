"""Fixtures of the review app: instances on SQLite and on a real PostgreSQL, and tiny answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from survey.config import Review, Settings
from survey.review import migrate
from survey.review.database import make_engine
from survey.review.services import accounts
from tests import postgres
from tests.survey.review.team import Team


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """One PostgreSQL server for the whole run of a test process."""
    with postgres.server() as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A new instance on SQLite, not yet migrated."""
    return Settings(instance=tmp_path / "instance")


@pytest.fixture
def postgres_settings(postgres_server: URL, settings: Settings) -> Iterator[Settings]:
    """The same instance with its review database on PostgreSQL."""
    with postgres.database(postgres_server) as url:
        text = url.render_as_string(hide_password=False)
        yield dataclasses.replace(settings, review=Review(database=text))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_settings(request: pytest.FixtureRequest) -> Settings:
    """The instance, once on SQLite and once on PostgreSQL."""
    name = "settings" if request.param == "sqlite" else "postgres_settings"
    found: Settings = request.getfixturevalue(name)
    return found


def _migrated(settings: Settings) -> Iterator[Engine]:
    engine = make_engine(settings)
    migrate.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """The migrated database of an SQLite instance."""
    yield from _migrated(settings)


@pytest.fixture
def either_engine(either_settings: Settings) -> Iterator[Engine]:
    """The migrated database, once on SQLite and once on PostgreSQL."""
    yield from _migrated(either_settings)


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
