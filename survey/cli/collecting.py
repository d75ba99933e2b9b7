"""The collect database, as commands use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from survey.box import store, waves
from survey.cli.main import Problem
from survey.config import Settings


@contextmanager
def collect_database(settings: Settings) -> Iterator[Engine]:
    """The collect database for one command; what goes wrong with it becomes a Problem."""
    try:
        engine = store.prepare(settings)
    except store.StoreError as error:
        raise Problem(str(error)) from None
    except (SQLAlchemyError, OSError):
        raise Problem(
            f"the collect database {store.database(settings)} cannot be used. Check that the "
            "disk has room and that this user may write there. Nothing in it was changed."
        ) from None
    try:
        yield engine
    except waves.WaveError as error:
        raise Problem(str(error)) from None
    finally:
        engine.dispose()
