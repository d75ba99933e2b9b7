"""The release room: make a release, check it, ask a second person, publish, withdraw, download."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, render_template, send_file, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from analysis.release.read import ReleaseError, read
from survey.review import runner, web
from survey.review.forms import Button, ChoiceForm, ReleaseForm, WithdrawForm
from survey.review.models.work import Job, ReleaseRow
from survey.review.permissions import OPENERS
from survey.review.services import accounts, jobs, publishing, quotes, releases, responses
from survey.review.services.publishing import NotPublished

blueprint = Blueprint("releases", __name__, url_prefix="/releases")

TYPES = {
    "summary.html": "text/html", "summary.pdf": "application/pdf",
    "summary-tables.pdf": "application/pdf", "summary-large.pdf": "application/pdf",
}  # fmt: skip


def _sees_drafts() -> bool:
    return bool(web.who().roles & OPENERS)


def _today() -> str:
    return datetime.datetime.fromtimestamp(web.now(), datetime.UTC).date().isoformat()


@blueprint.get("/")
def listing() -> str:
    """All releases that this person may see, and the form to make one."""
    return render_template("review/releases.html", **_page(_form()))


def _form() -> ReleaseForm:
    form = ReleaseForm()
    form.wave.choices = responses.waves(web.reading())
    return form


def _page(form: ReleaseForm) -> dict[str, object]:
    session = web.reading()
    found = releases.listing(session)
    if not _sees_drafts():
        found = [row for row in found if row.state == publishing.PUBLISHED]
    chosen = quotes.listing(session) if _sees_drafts() else []
    return {
        "releases": found,
        "form": form,
        "quotes": len(chosen),
        "quotes_wrong": sum(1 for quote in chosen if quote.wrong),
        "key": publishing.public_key(web.settings().review_folder),
    }


@blueprint.post("/")
def create() -> AnyResponse | tuple[str, int]:
    """Ask for a release of a wave."""
    form = _form()
    if not form.validate_on_submit():
        return render_template("review/releases.html", **_page(form)), 400
    with web.writing() as session:
        arguments = {"wave": form.wave.data}
        job_id = jobs.ask(session, "release", arguments, web.who().id, web.now()).id
        web.note(session, "release_asked_for", wave=form.wave.data)
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


def _row(session: Session, release_id: str) -> ReleaseRow:
    row = session.get(ReleaseRow, release_id)
    if row is None or not (_sees_drafts() or row.state == publishing.PUBLISHED):
        abort(404)
    return row


@blueprint.get("/<release_id>")
def one(release_id: str) -> str:
    """One release: what it holds, what it hides, its files, and what can be done with it."""
    row = _row(web.reading(), release_id)
    folder = releases.folder(web.settings(), row.id)
    reports = releases.reports(web.settings(), row.id)
    try:
        release, broken = read(folder), ""
    except ReleaseError as error:
        release, broken = None, str(error).replace(str(folder), "The folder of this release")
    return render_template(
        "review/release.html",
        row=row,
        release=release,
        broken=broken,
        reports=[name for name in TYPES if (reports / name).exists()],
        names={account.id: account.name for account in accounts.every(web.reading())},
        mine=row.asked_by == web.who().id,
        withdraw=WithdrawForm(formdata=None),
        choice=releases.Choice.of(row.choice),
        writing=_writing(web.reading(), row.id),
        offered=quotes.ready(web.reading(), row.wave) if row.state == publishing.DRAFT else [],
        button=Button(),
    )


def _writing(session: Session, release_id: str) -> Job | None:
    """The job that writes the summary of a release, while it is under way."""
    of = (job for job in jobs.under_way(session) if job.kind == "report")
    return next((job for job in of if job.arguments.get("release") == release_id), None)


@blueprint.post("/<release_id>/report")
def report(release_id: str) -> AnyResponse:
    """Write the summary again, outside this process."""
    with web.writing() as session:
        row = _row(session, release_id)
        job_id = jobs.ask(session, "report", {"release": row.id}, web.who().id, web.now()).id
        web.note(session, "summary_asked_for", release=row.id)
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/<release_id>/again")
def again(release_id: str) -> AnyResponse:
    """Make a new draft in place of this one, of what is chosen."""
    form = ChoiceForm()
    row = _row(web.reading(), release_id)
    try:
        known = set(read(releases.folder(web.settings(), row.id)).tables)
    except ReleaseError:
        known = set()
    offered = {quote.id for quote in quotes.ready(web.reading(), row.wave)}
    before = releases.Choice.of(row.choice)
    choice = releases.Choice(
        frozenset((known | before.tables) - set(form.table.data or ()) - {"replies"}),
        frozenset(offered - set(form.quote.data or ())),
    )
    if not form.validate_on_submit() or not known.intersection(form.table.data or ()):
        flash("Choose at least one table. Nothing was made.")
        return redirect(url_for("releases.one", release_id=release_id))
    with web.writing() as session:
        arguments = {"wave": row.wave, **choice.as_dict()}
        job_id = jobs.ask(session, "release", arguments, web.who().id, web.now()).id
        left_out = {name: len(keys) for name, keys in choice.as_dict().items()}
        web.note(session, "release_asked_for", wave=row.wave, instead_of=row.id, **left_out)
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/<release_id>/discard")
def discard(release_id: str) -> AnyResponse:
    """Throw a draft away."""
    try:
        with web.writing() as session:
            releases.discard(session, web.settings(), _row(session, release_id))
            web.note(session, "draft_thrown_away", release=release_id)
    except releases.ReleaseProblem as error:
        flash(str(error))
        return redirect(url_for("releases.one", release_id=release_id))
    return redirect(url_for("releases.listing"))


@blueprint.post("/<release_id>/check")
def check(release_id: str) -> AnyResponse:
    """Run the whole audit again, outside this process."""
    with web.writing() as session:
        row = _row(session, release_id)
        job_id = jobs.ask(session, "check", {"release": row.id}, web.who().id, web.now()).id
        web.note(session, "attack_asked_for", release=row.id)
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/<release_id>/ask")
def ask(release_id: str) -> AnyResponse:
    """Ask a second person to publish."""
    return _act(release_id, "publication_asked_for", lambda s, r: publishing.ask(r, web.who().id))


@blueprint.post("/<release_id>/back")
def take_back(release_id: str) -> AnyResponse:
    """Take the request back."""
    return _act(release_id, "publication_taken_back", lambda s, r: publishing.take_back(r))


@blueprint.post("/<release_id>/publish")
def publish(release_id: str) -> AnyResponse:
    """Publish what somebody else asked for: it is attacked once more, outside this process."""
    try:
        with web.writing() as session:
            row = _row(session, release_id)
            publishing.require_second(row, web.who().id)
            job_id = jobs.ask(session, "publish", {"release": row.id}, web.who().id, web.now()).id
            web.note(session, "publication_begun", release=row.id)
    except NotPublished as error:
        flash(str(error))
        return redirect(url_for("releases.one", release_id=release_id))
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/<release_id>/withdraw")
def withdraw(release_id: str) -> AnyResponse:
    """Withdraw a published release, with the reason that the public reads."""
    form = WithdrawForm()
    shelf = releases.shelf(web.settings())
    why = form.why.data or "" if form.validate_on_submit() else ""
    return _act(release_id, "withdrawn", lambda s, r: publishing.withdraw(r, why, shelf, _today()))


def _act(release_id: str, event: str, act: Callable[[Session, ReleaseRow], None]) -> AnyResponse:
    try:
        with web.writing() as session:
            row = _row(session, release_id)
            act(session, row)
            web.note(session, event, release=row.id)
    except NotPublished as error:
        flash(str(error))
    return redirect(url_for("releases.one", release_id=release_id))


@blueprint.get("/<release_id>/<name>")
def summary(release_id: str, name: str) -> Response:
    """A report that was made from the release."""
    row = _row(web.reading(), release_id)
    path: Path = releases.reports(web.settings(), row.id) / name
    if name not in TYPES or not path.exists():
        abort(404)
    return send_file(path, mimetype=TYPES[name], download_name=f"{row.id}-{name}")


@blueprint.get("/<release_id>/tables.zip")
def tables(release_id: str) -> Response:
    """The tables as CSV with the codebook."""
    row = _row(web.reading(), release_id)
    content = io.BytesIO(releases.archive(releases.folder(web.settings(), row.id)))
    with web.writing() as session:
        web.note(session, "exported", release=row.id, what="tables.zip")
    return send_file(
        content, mimetype="application/zip", as_attachment=True, download_name=f"{row.id}.zip"
    )
