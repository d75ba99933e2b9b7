"""The public app: it asks, keeps answers under way, seals them. It can open nothing."""

from __future__ import annotations

import functools
import os
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask.sessions import SessionInterface

from survey.box import store
from survey.box.keys import PrivateKeyFound, refuse_private_keys
from survey.box.store import StoreError
from survey.collect import exits, parts, rendering
from survey.collect.arrival import add_arrival
from survey.collect.drafts import Drafts
from survey.collect.errors import add_error_pages
from survey.collect.flood import Flood
from survey.collect.journey import Journey
from survey.collect.limits import Limits, add_limits
from survey.collect.parts import File, OpenWave, Parts
from survey.collect.progress import Progress, alone, prepare
from survey.collect.tokens import server_key
from survey.collect.views import (
    care,
    codes,
    findings,
    finish,
    information,
    invited,
    languages,
    start,
)
from survey.collect.views import survey as questions
from survey.collect.visit import put_cookie
from survey.config import Settings, SettingsError
from survey.definition.load import load_all
from survey.definition.model import Questionnaire
from survey.definition.problems import DefinitionError
from survey.definition.reference import Reference, load_reference
from survey.i18n import load as load_languages
from survey.paths import STATIC, TEMPLATES
from survey.security import Protection, protect

PROGRESS_FILE = "progress.sqlite3"
STYLES = ("palette.css", "collect/base.css", "collect/forms.css", "collect/parts.css")
SCRIPT = "collect/exit.js"


class CannotStart(Exception):  # noqa: N818 - says what happened
    """The public app refuses to start; the message says why and what to do."""


def create_app(settings: Settings) -> Flask:
    """The public app. Raises :class:`CannotStart`."""
    try:
        _refuse_private_keys(settings)
        exits.check(settings)
        app = _flask()
        _protect(app, settings)
        _put_together(app, settings)
    except (
        PrivateKeyFound,
        StoreError,
        DefinitionError,
        SettingsError,
        OSError,
        sqlite3.DatabaseError,
    ) as error:
        raise CannotStart(str(error)) from error
    _add_views(app)
    add_error_pages(app)
    add_arrival(app)
    add_limits(app, Limits())
    app.after_request(put_cookie)
    return app


def _refuse_private_keys(settings: Settings) -> None:
    settings.collect_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_private_keys(settings.collect_folder, os.environ)


class NoSession(SessionInterface):
    """There is no session: nothing may be put into a cookie but its own secret."""

    def open_session(self, app: Flask, request: object) -> None:
        """Nothing."""

    def is_null_session(self, obj: object) -> bool:
        """Yes."""
        return True


def _flask() -> Flask:
    app = Flask("survey.collect", template_folder=str(TEMPLATES), static_folder=None)
    app.session_interface = NoSession()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def _protect(app: Flask, settings: Settings) -> None:
    collect = settings.collect
    protect(
        app,
        Protection(
            hostnames=collect.hostnames,
            https=collect.https,
            proxies=collect.proxies,
            onion=collect.onion,
        ),
    )


@functools.cache
def _instrument(folder: Path) -> tuple[Reference, Mapping[str, Journey]]:
    """The reference lists of a folder and the questionnaires, read once in a process."""
    reference = load_reference(folder)
    found = load_all(reference=reference)
    return reference, {key: Journey(questionnaire) for key, questionnaire in found.items()}


def _questionnaires(journeys: Mapping[str, Journey]) -> dict[str, Questionnaire]:
    return {key: journey.questionnaire for key, journey in journeys.items()}


def _put_together(app: Flask, settings: Settings) -> None:
    progress = settings.collect_folder / PROGRESS_FILE
    with alone(settings.collect_folder / "sending.lock"):
        prepare(progress)
    engine = store.prepare(settings)
    key = server_key(settings.collect_folder)
    reference, journeys = _instrument(settings.reference_folder)
    found = Parts(
        settings=settings,
        journeys=journeys,
        supports=reference.supports,
        languages=load_languages(settings, _questionnaires(journeys)),
        engine=engine,
        wave=OpenWave(engine),
        progress=Progress(progress),
        drafts=Drafts(settings.collect_folder, key),
        flood=Flood(settings.collect.flood / max(settings.collect.workers, 1)),
        form_key=key,
        style=File(b"\n".join(_style(STATIC / name) for name in STYLES)),
        script=File((STATIC / SCRIPT).read_bytes()),
    )
    app.extensions[parts.NAME] = found
    rendering.add_words(app, found)
    app.extensions[questions.PAGES] = rendering.QuestionPages()


def _style(path: Path) -> bytes:
    """A stylesheet without its comments and indents."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", text).strip().encode()


def _add_views(app: Flask) -> None:
    for module in (
        start,
        invited,
        questions,
        care,
        finish,
        codes,
        information,
        languages,
        findings,
    ):
        app.register_blueprint(module.views)
