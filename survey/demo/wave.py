"""The steps of the demo: one invented wave, through the same doors as a real one."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

from survey.box import envelope, pool, private, store, waves
from survey.config import Settings
from survey.definition.load import load_all
from survey.demo.answers import DemoResponse, read_comments, responses

WAVE = "demonstration"
"""Holds the invented answers; it is closed, so that all of them can be opened."""

LIVE_WAVE = "demonstration-live"
"""Is open while the demo is served, so that visitors can send an answer of their own."""

WAVES = (WAVE, LIVE_WAVE)
ACCOUNT = "demo"
PASSPHRASE = "nothing here is secret"  # noqa: S105 - said to be none
"""Of the key and of the account: a demo holds invented answers and listens on loopback only."""

Progress = Callable[[int, int], None]


def today() -> datetime.date:
    """Today's date (UTC)."""
    return datetime.datetime.now(datetime.UTC).date()


def key_file(settings: Settings, wave: str = WAVE) -> Path:
    """A wave's private key, on the team's side."""
    return settings.review_folder / "keys" / f"{wave}.key"


def open_wave(settings: Settings, wave: str = WAVE) -> None:
    """Make the key pair on the team's side, and open a wave with its public half."""
    path = key_file(settings, wave)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    public = private.create(path, wave, PASSPHRASE)
    engine = store.prepare(settings)
    closes = today() + datetime.timedelta(days=60)
    waves.create(engine, wave, public.key, closes, closes + datetime.timedelta(days=14))
    waves.open_wave(engine, wave)


def send(settings: Settings, progress: Progress) -> None:
    """Seal every invented response, put it into the mixing pool, and close the wave."""
    engine = store.prepare(settings)
    public_key = waves.get(engine, WAVE).public_key
    questionnaires = load_all()
    total = len(read_comments())
    for done, response in enumerate(responses(questionnaires), 1):
        version = questionnaires[response.questionnaire].version
        pool.add(engine, envelope.seal(_plaintext(response, version), public_key))
        progress(done, total)
    waves.close_wave(engine, WAVE)
    open_wave(settings, LIVE_WAVE)


def _plaintext(response: DemoResponse, version: str) -> bytes:
    year, week, _ = today().isocalendar()
    document = {
        "v": 1,
        "wave": WAVE,
        "questionnaire": response.questionnaire,
        "version": version,
        "week": f"{year}-W{week:02}",
        "language": "en",
        "answers": response.answers,
        "tag": "",
    }
    return json.dumps(document, ensure_ascii=False).encode()
