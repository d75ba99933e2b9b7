"""Where gunicorn finds the public app: ``survey.collect.wsgi:application()``.

It is put together once, before the workers fork (``--preload``): they share its memory. So
nothing here may hold a connection or start a thread; each worker starts its own sweep.
"""

from __future__ import annotations

import datetime
import functools
import gc
import os
import sqlite3
import sys
import threading
from pathlib import Path

from flask import Flask

from survey.collect.app import CannotStart, create_app
from survey.collect.parts import NAME, Parts
from survey.collect.progress import StorageError
from survey.config import SettingsError, load_settings
from survey.gunicorn import AFTER_FORK
from survey.logging import log

BOOT_ERROR = 3
"""The exit status by which gunicorn knows that starting again is of no use."""


def application() -> Flask:
    """The app of the instance that ``HEARD_INSTANCE`` names."""
    try:
        app = create_app(load_settings(Path(os.environ.get("HEARD_INSTANCE", "instance"))))
    except (CannotStart, SettingsError) as error:
        sys.stderr.write(f"heard: {error}\n")
        sys.exit(BOOT_ERROR)
    found = app.extensions[NAME]
    assert isinstance(found, Parts)
    app.extensions[AFTER_FORK] = functools.partial(_sweep, found)
    found.engine.dispose()  # a connection must not cross a fork
    gc.collect()
    gc.freeze()  # what is there now stays: the collector need not touch, and so copy, its pages
    return app


def _sweep(found: Parts) -> None:
    threading.Thread(target=sweep_for_ever, args=(found,), daemon=True).start()


def sweep_for_ever(found: Parts) -> None:
    """Remove old answers under way and expired drafts, now and whenever a two-hour slot begins.

    The hour alone decides when: a sweep that ran at a send would show which row was sent.
    """
    pause = threading.Event()
    while True:
        try:
            found.progress.sweep()
            found.drafts.sweep(datetime.datetime.now(datetime.UTC).date())
            log("sweep_done")
        except (StorageError, sqlite3.DatabaseError, OSError) as error:
            log("not_stored", error)
        pause.wait(found.progress.seconds_to_next_slot() + 1)
