"""Coverage: how many answer, from where, against what was hoped for; opening and closing waves."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from analysis.disclosure.rules import shipped
from survey.box import waves
from survey.definition import archive
from survey.review import web
from survey.review.forms import TargetForm, WaveForm
from survey.review.models.answers import Wave
from survey.review.services import coverage, explore, responses

blueprint = Blueprint("coverage", __name__, url_prefix="/coverage")


@blueprint.get("/")
def page() -> str:
    """The public side at the last flush, and one wave as opened so far."""
    session = web.reading()
    names = responses.waves(session)
    wanted = request.args.get("wave", "")
    wave = wanted if wanted in names else coverage.last_wave(session)
    found = coverage.of_wave(session, explore.codebook(session), wave, shipped()) if wave else None
    return render_template(
        "review/coverage.html",
        live=coverage.live(web.settings()),
        names=names,
        coverage=found,
        form=TargetForm(formdata=None, data=coverage.targets(session, wave)),
        close=WaveForm(formdata=None),
    )


@blueprint.post("/targets/<wave>")
def targets(wave: str) -> Response:
    """Keep how many answers the team hopes for."""
    form = TargetForm()
    if not form.validate_on_submit():
        flash("A target is a whole number, or nothing. Nothing was changed.")
        return redirect(url_for("coverage.page", wave=wave))
    given = {name: form[name].data or 0 for name in ("parent", "carer", "staff")}
    with web.writing() as session:
        if session.get(Wave, wave) is not None:
            coverage.set_targets(session, wave, given)
            web.note(session, "targets_set", wave=wave, **given)
    return redirect(url_for("coverage.page", wave=wave))


@blueprint.post("/wave/open")
def open_wave() -> Response:
    """Open a draft wave: from now on answers are taken."""
    return _move("wave_opened")


@blueprint.post("/wave/close")
def close_wave() -> Response:
    """Close an open wave, for good; the last, smaller batch moves into the box."""
    return _move("wave_closed")


def _move(event: str) -> Response:
    form = WaveForm()
    if not form.validate_on_submit() or (event == "wave_closed" and not form.sure.data):
        flash("Tick the box to say that you mean it. Nothing was changed.")
        return redirect(url_for("coverage.page"))
    name = form.wave.data or ""
    try:
        engine = coverage.collect(web.settings())
        try:
            moved = (waves.open_wave if event == "wave_opened" else waves.close_wave)(engine, name)
        finally:
            engine.dispose()
    except waves.WaveError as error:
        flash(str(error))
        return redirect(url_for("coverage.page"))
    archive.asked(web.settings())
    with web.writing() as session:
        web.note(session, event, wave=name)
    flash(f"Wave {moved.name} is {moved.state}.")
    return redirect(url_for("coverage.page"))
