"""The steps of the demo: one invented wave, through the same doors as a real one."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

from survey.box import envelope, opening, pool, private, store, waves
from survey.config import Settings
from survey.definition import archive
from survey.definition.codebook import document
from survey.definition.load import load_all
from survey.demo.answers import DemoResponse, read_comments, responses
from survey.review import database, runner
from survey.review.runner import Task
from survey.review.services import accounts, box_file, releases, safeguarding, site
from survey.review.services.originals import TextKeys

WAVE = "demonstration"
"""Holds the invented answers; it is closed, so that all of them can be opened."""

LIVE_WAVE = "demonstration-live"
"""Is open while the demo is served, so that visitors can send an answer of their own."""

ROLES = ("coder", "analyst", "publisher")
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
    archive.asked(settings)


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
    plaintext = {
        "v": 2,
        "wave": WAVE,
        "questionnaire": response.questionnaire,
        "version": version,
        "week": f"{year}-W{week:02}",
        "language": "en",
        "answers": response.answers,
        "tag": "",
        "lane": "",
    }
    return json.dumps(plaintext, ensure_ascii=False).encode()


def open_box(settings: Settings, progress: Progress) -> None:
    """Take the envelopes out of the box and open them on the team's side; give it an account."""
    export = settings.review_folder / "demo.export"
    engine = store.prepare(settings)
    opening.write_export(engine, export, waves.get(engine, WAVE))
    private_key = private.unwrap(key_file(settings), PASSPHRASE)
    with database.writing(database.make_engine(settings)) as session:
        account = accounts.create(session, ACCOUNT, PASSPHRASE, ROLES)
        safeguarding.set_duty(session, account, hours=24, by=account.id)
        box_file.open_file(
            session, export, private_key,
            codebook=document(load_all()),
            keys=TextKeys(settings.review_folder),
            progress=progress,
        )  # fmt: skip
    export.unlink()


def code(settings: Settings, progress: Progress) -> None:
    """Let the coder read every comment."""
    runner.code(Task(settings, database.make_engine(settings), {}, progress))


def release(settings: Settings, progress: Progress) -> str:
    """Make a release of the wave; return its id."""
    with database.writing(database.make_engine(settings)) as session:
        return releases.create(
            session, settings, wave=WAVE, today=today().isoformat(), progress=progress
        )


def report(settings: Settings, release_id: str, progress: Progress) -> Path:
    """Write the review summary as HTML and PDF; return the path of the PDF."""
    releases.report(settings, release_id, pdf=False)
    progress(1, 8)
    _, summary, *_ = releases.report(settings, release_id)
    return summary


def findings(settings: Settings, release_id: str) -> None:
    """Build the findings site where the public app serves it; the release is a draft in it."""
    with database.reader(database.make_engine(settings)) as session:
        site.build(session, settings, site.published_folder(settings), release_id, pdf=False)
