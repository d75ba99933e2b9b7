"""What gunicorn calls: the review app of the instance that ``HEARD_INSTANCE`` names."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from survey.config import load_settings
from survey.review import runner
from survey.review.app import create_app


def application() -> Flask:
    """The app, from the settings of the instance; jobs that a restart interrupted go on."""
    settings = load_settings(Path(os.environ.get("HEARD_INSTANCE", "instance")))
    app = create_app(settings)
    with contextlib.suppress(SQLAlchemyError):
        runner.resume(settings)
    return app
