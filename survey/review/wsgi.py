"""What gunicorn calls: the review app of the instance that ``HEARD_INSTANCE`` names."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from survey.config import load_settings
from survey.review.app import create_app


def application() -> Flask:
    """The app, from the settings of the instance."""
    return create_app(load_settings(Path(os.environ.get("HEARD_INSTANCE", "instance"))))
