"""Releases: make one, read its summary, take its tables."""

from __future__ import annotations

import io
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from analysis.release.read import read
from survey.review import runner, web
from survey.review.forms import Button, ReleaseForm
from survey.review.models.work import ReleaseRow
from survey.review.services import jobs, releases, responses

blueprint = Blueprint("releases", __name__, url_prefix="/releases")

TYPES = {"summary.html": "text/html", "summary.pdf": "application/pdf"}


@blueprint.get("/")
def listing() -> str:
    """All releases, and the form to make one."""
    form = ReleaseForm()
    form.wave.choices = responses.waves(web.reading())
    return render_template(
        "review/releases.html", releases=releases.listing(web.reading()), form=form
    )


@blueprint.post("/")
def create() -> AnyResponse | tuple[str, int]:
    """Ask for a release of a wave."""
    form = ReleaseForm()
    form.wave.choices = responses.waves(web.reading())
    if not form.validate_on_submit():
        found = releases.listing(web.reading())
        return render_template("review/releases.html", releases=found, form=form), 400
    with web.writing() as session:
        arguments = {"wave": form.wave.data}
        job_id = jobs.ask(session, "release", arguments, web.who().id, web.now()).id
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


def _row(release_id: str) -> tuple[ReleaseRow, Path]:
    row = web.reading().get(ReleaseRow, release_id)
    if row is None:
        abort(404)
    return row, releases.folder(web.settings(), row.id)


@blueprint.get("/<release_id>")
def one(release_id: str) -> str:
    """One release: what it holds, what it hides, and its files."""
    row, folder = _row(release_id)
    reports = releases.reports(web.settings(), row.id)
    return render_template(
        "review/release.html",
        row=row,
        release=read(folder),
        reports=[name for name in TYPES if (reports / name).exists()],
        button=Button(),
    )


@blueprint.get("/<release_id>/<name>")
def summary(release_id: str, name: str) -> Response:
    """A report that was made from the release."""
    row, _ = _row(release_id)
    path = releases.reports(web.settings(), row.id) / name
    if name not in TYPES or not path.exists():
        abort(404)
    return send_file(path, mimetype=TYPES[name], download_name=f"{row.id}-{name}")


@blueprint.get("/<release_id>/tables.zip")
def tables(release_id: str) -> Response:
    """The tables as CSV with the codebook."""
    row, folder = _row(release_id)
    content = io.BytesIO(releases.archive(folder))
    return send_file(
        content, mimetype="application/zip", as_attachment=True, download_name=f"{row.id}.zip"
    )
