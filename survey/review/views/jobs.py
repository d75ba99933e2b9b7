"""Long work: starting it, how far it is, cancelling it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from survey.review import runner, web, wording
from survey.review.forms import Button
from survey.review.models.work import Job
from survey.review.services import jobs

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.get("/<job_id>")
def one(job_id: str) -> str:
    """How far a job is; the page loads itself again while the job is under way."""
    job = web.reading().get(Job, job_id)
    if job is None:
        abort(404)
    return render_template(
        "review/job.html",
        job=job,
        title=wording.JOBS.get(job.kind, job.kind),
        progress=web.parts().job_files.read(job_id),
        under_way=job.state in jobs.UNDER_WAY,
        button=Button(),
    )


@blueprint.post("/code")
def code() -> Response:
    """Let the machine code what it has not read yet."""
    with web.writing() as session:
        job_id = jobs.ask(session, "code", {}, web.who().id, web.now()).id
        web.note(session, "coding_asked_for")
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/<job_id>/cancel")
def cancel(job_id: str) -> Response:
    """Cancel a job that waits or runs."""
    with web.writing() as session:
        job = session.get(Job, job_id)
        if job is None:
            abort(404)
        if jobs.cancel(session, job_id):
            web.note(session, "job_cancelled", kind=job.kind)
    runner.resume(web.settings())  # a runner that ended with the job may have left others
    return redirect(url_for("jobs.one", job_id=job_id))
