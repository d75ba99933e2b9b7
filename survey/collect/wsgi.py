"""Where gunicorn finds the public app: ``survey.collect.wsgi:application()``."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from flask import Flask

from survey.collect.app import CannotStart, create_app
from survey.collect.parts import NAME, Parts
from survey.collect.progress import Progress, StorageError
from survey.config import SettingsError, load_settings
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
    threading.Thread(target=sweep_for_ever, args=(found.progress,), daemon=True).start()
    return app


def sweep_for_ever(progress: Progress) -> None:
    """Remove old answers under way now, and then whenever a two-hour slot begins.

    The hour alone decides when: a sweep that ran at a send would show which row was sent.
    """
    pause = threading.Event()
    while True:
        try:
            progress.sweep()
            log("sweep_done")
        except StorageError as error:
            log("not_stored", error)
        pause.wait(progress.seconds_to_next_slot() + 1)
