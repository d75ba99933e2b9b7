"""Builds the review app from settings: a list of named steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from survey.config import Settings
from survey.paths import STATIC, TEMPLATES
from survey.review import access, errors, presentation, reports_policy, secret, web
from survey.review.database import make_engine
from survey.review.services.jobs import JobFiles
from survey.review.services.originals import TextKeys
from survey.review.views import (
    account,
    box,
    comments,
    confirm,
    coverage,
    explore,
    exports,
    home,
    instrument,
    jobs,
    log,
    people,
    quality,
    quotes,
    recommendations,
    releases,
    responses,
    sign_in,
    urgent,
    work,
)
from survey.security import Protection, protect

BLUEPRINTS = (
    home.blueprint,
    sign_in.blueprint,
    box.blueprint,
    responses.blueprint,
    comments.blueprint,
    explore.blueprint,
    releases.blueprint,
    exports.blueprint,
    jobs.blueprint,
    account.blueprint,
    confirm.blueprint,
    people.blueprint,
    log.blueprint,
    work.blueprint,
    urgent.blueprint,
    quotes.blueprint,
    quality.blueprint,
    coverage.blueprint,
    recommendations.blueprint,
    instrument.blueprint,
)

FORM_COOKIE = "heard_review_form"
"""Cookie of Flask's own signed session: the token of forms and notices, nothing else."""


def create_app(settings: Settings, clock: Callable[[], float] = time.time) -> Flask:
    """The review app of one instance. ``clock`` gives UNIX time."""
    app = Flask("survey.review", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    web.install(app, _parts(settings, clock))
    _configure(app, settings)
    reports_policy.install(app)  # before the general headers, so that it has the last word
    _protect(app, settings)
    access.install(app)
    CSRFProtect(app)
    presentation.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _parts(settings: Settings, clock: Callable[[], float]) -> web.Parts:
    return web.Parts(
        settings=settings,
        engine=make_engine(settings),
        text_keys=TextKeys(settings.review_folder),
        job_files=JobFiles(settings.review_folder),
        clock=clock,
    )


def _configure(app: Flask, settings: Settings) -> None:
    prefix = "__Host-" if settings.review.https else ""
    app.config.update(
        SECRET_KEY=secret.read(settings.review_folder),
        SESSION_COOKIE_NAME=prefix + FORM_COOKIE,
        SESSION_COOKIE_SECURE=settings.review.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )


def _protect(app: Flask, settings: Settings) -> None:
    review = settings.review
    protect(
        app,
        Protection(
            hostnames=review.hostnames,
            https=review.https,
            proxies=review.proxies,
            uploads=True,
        ),
    )
