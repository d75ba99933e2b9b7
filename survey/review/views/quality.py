"""The quality page: how far people and machine agree, which gates are open, what to do next."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from analysis.coding.frame import shipped
from survey.review import runner, web
from survey.review.forms import EnlargeForm, ModelForm
from survey.review.services import jobs, quality, queue, retraining
from survey.review.services.retraining import ModelProblem

blueprint = Blueprint("quality", __name__, url_prefix="/quality")


@blueprint.get("/")
def page() -> str:
    """Agreement, gates, drift, and the models that the team trained."""
    session = web.reading()
    return render_template(
        "review/quality.html",
        quality=quality.quality(session, shipped(), retraining.path(session, web.settings())),
        models=retraining.every(session),
        adopted=retraining.adopted(session),
        learnable=retraining.learnable(session),
        least=retraining.LEAST,
        enlarge=EnlargeForm(formdata=None),
    )


@blueprint.post("/sample")
def enlarge() -> Response:
    """Draw more people into the audit sample."""
    form = EnlargeForm()
    if not form.validate_on_submit():
        flash("Give a number of answers between 1 and 1,000. Nothing was changed.")
        return redirect(url_for("quality.page"))
    with web.writing() as session:
        joined = queue.enlarge(session, form.more.data)
        web.note(session, "audit_sample_enlarged", answers=joined)
    flash(f"{joined:,} answers joined the audit sample; two people read each of them blind.")
    return redirect(url_for("quality.page"))


@blueprint.post("/train")
def train() -> Response:
    """Ask for a model that learns from the team's codings."""
    try:
        with web.writing() as session:
            retraining.require_enough(session)
            job_id = jobs.ask(session, "train", {}, web.who().id, web.now()).id
            web.note(session, "training_asked_for")
    except ModelProblem as error:
        flash(str(error))
        return redirect(url_for("quality.page"))
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/adopt")
def adopt() -> Response:
    """Code with another model from now on, and code everything again with it."""
    found = _act("model_adopted", retraining.adopt)
    if not found:
        return redirect(url_for("quality.page"))
    with web.writing() as session:
        job_id = jobs.ask(session, "code", {}, web.who().id, web.now()).id
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.post("/drop")
def drop() -> Response:
    """Do not use a model that was offered."""
    _act("model_dropped", lambda session, name: retraining.drop(session, web.settings(), name))
    return redirect(url_for("quality.page"))


def _act(event: str, act: Callable[[Session, str], None]) -> bool:
    form = ModelForm()
    if not form.validate_on_submit():
        return False
    try:
        with web.writing() as session:
            act(session, form.model.data or "")
            web.note(session, event, model=form.model.data or "shipped")
    except ModelProblem as error:
        flash(str(error))
        return False
    return True
