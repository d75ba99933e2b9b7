"""The box as opened so far, and opening it here: the weaker way, with the key in memory only."""

from __future__ import annotations

import datetime
import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from survey.box import private
from survey.box.keys import KeyFileError
from survey.box.opening import OpeningError, read_header
from survey.review import runner, web
from survey.review.forms import OpenForm
from survey.review.services import jobs, lane, responses, status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session
    from werkzeug.wrappers import Response

blueprint = Blueprint("box", __name__, url_prefix="/box")

LARGEST_KEY = 64 * 1024


@blueprint.get("/")
def status_view() -> str:
    """What has been opened so far."""
    session = web.reading()
    return render_template("review/box.html", box=status.box(session), lanes=lane.waiting(session))


@blueprint.get("/lane/<wave>/<questionnaire>")
def lane_view(wave: str, questionnaire: str) -> str:
    """What was held of one questionnaire, and the two ways to decide."""
    session = web.reading()
    found = lane.view(session, web.parts().text_keys, _lane(session, wave, questionnaire))
    return render_template(
        "review/lane.html", view=found, questions=responses.question_labels(session)
    )


@blueprint.post("/lane/<wave>/<questionnaire>/take")
def lane_take(wave: str, questionnaire: str) -> Response:
    """Let all that was held count, and have its comments coded."""
    day = datetime.datetime.fromtimestamp(web.now(), datetime.UTC).date()
    with web.writing() as session:
        chosen = _lane(session, wave, questionnaire)
        stored = lane.take_in(session, web.parts().text_keys, chosen, day)
        jobs.ask(session, "code", {}, web.who().id, web.now())
        web.note(session, "lane_taken_in", wave=wave, questionnaire=questionnaire, n=chosen.n)
    runner.start(web.settings())
    flash(f"{stored.added:,} answers that were held now count. Their comments are being read.")
    return redirect(url_for("box.status_view"))


@blueprint.post("/lane/<wave>/<questionnaire>/drop")
def lane_drop(wave: str, questionnaire: str) -> Response:
    """Leave all that was held out, for good."""
    with web.writing() as session:
        number = lane.drop(session, _lane(session, wave, questionnaire))
        web.note(session, "lane_left_out", wave=wave, questionnaire=questionnaire, n=number)
    flash(f"{number:,} answers that were held have been left out. Say so where you publish.")
    return redirect(url_for("box.status_view"))


def _lane(session: Session, wave: str, questionnaire: str) -> lane.Lane:
    found = lane.find(session, wave, questionnaire)
    if found is None:
        abort(404)
    return found


@blueprint.get("/open")
def open_form() -> str:
    """The page that takes an export and its key."""
    return render_template("review/open.html", form=OpenForm())


@blueprint.post("/open")
def open_submit() -> Response | tuple[str, int]:
    """Unlock the key in memory, keep the sealed export, and start the opening."""
    form = OpenForm()
    if not form.validate_on_submit():
        return render_template("review/open.html", form=form), 400
    try:
        with _in_memory(form.key.data.read(LARGEST_KEY)) as path:
            key = private.unwrap(path, form.passphrase.data)
    except KeyFileError:
        form.key.errors = [
            "This is not the key file of a wave, or it was damaged. Nothing was opened."
        ]
        return render_template("review/open.html", form=form), 400
    except private.WrongPassphrase as error:
        form.passphrase.errors = [str(error)]
        return render_template("review/open.html", form=form), 400
    export = _keep(form)
    try:
        header = read_header(export)
    except OpeningError as error:
        export.unlink()
        form.export.errors = [str(error).replace(str(export), "This file")]
        return render_template("review/open.html", form=form), 400
    arguments = {"file": str(export), "closed": header.closed, "wave": header.wave}
    with web.writing() as session:
        job_id = jobs.ask(session, "open", arguments, web.who().id, web.now()).id
        web.note(session, "opening_asked_for", wave=header.wave)
    runner.start(web.settings(), job_id, key)
    return redirect(url_for("jobs.one", job_id=job_id))


@contextmanager
def _in_memory(content: bytes) -> Iterator[Path]:
    """A file that exists in memory only."""
    handle = os.memfd_create("key")
    try:
        os.write(handle, content)
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def _keep(form: OpenForm) -> Path:
    folder = web.settings().review_folder / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(8)}.export"
    form.export.data.save(path)
    return path
