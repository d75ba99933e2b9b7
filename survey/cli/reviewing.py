"""The review database for one command; what goes wrong with it becomes a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from survey.cli.main import Problem
from survey.config import Settings
from survey.review import database


@contextmanager
def review_database(settings: Settings) -> Iterator[Engine]:
    """The review database at its newest schema."""
    try:
        database.prepare(settings)
    except (SQLAlchemyError, OSError):
        raise Problem(
            "the review database cannot be used. Check [review] database in the settings, that the "
            "disk has room, and that this user may write there. Nothing in it was changed."
        ) from None
    engine = database.make_engine(settings)
    try:
        yield engine
    except SQLAlchemyError:
        raise Problem(
            "the review database did not take that: it is busy, full or read-only. Nothing was "
            "changed. Try again."
        ) from None
    finally:
        engine.dispose()


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar as a callback ``(done, total)``."""
    with click.progressbar(length=1, label=label, show_eta=False) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = max(total, 1)
            shown.update(done - shown.pos)

        yield progress
        progress(shown.length or 1, shown.length or 1)
