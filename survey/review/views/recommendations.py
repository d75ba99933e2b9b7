"""The ledger of recommendations: what was asked for, who does it, what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from analysis.recommendations.model import ORIGINS, STATUSES, Recommendation, Update
from survey.review import web
from survey.review.ledger_forms import (
    AssessmentForm,
    NewRecommendationForm,
    RecommendationForm,
    UpdateForm,
)
from survey.review.services import recommendations
from survey.review.services.recommendations import LedgerProblem

blueprint = Blueprint("recommendations", __name__, url_prefix="/recommendations")

Page = str | Response | tuple[str, int]


@blueprint.get("/")
def listing() -> str:
    """The whole ledger."""
    return _list(NewRecommendationForm(formdata=None))


def _list(form: NewRecommendationForm) -> str:
    return render_template(
        "review/recommendations.html",
        ledger=recommendations.ledger(web.reading()),
        origins=ORIGINS,
        statuses=STATUSES,
        form=form,
    )


@blueprint.post("/")
def add() -> Page:
    """Add a recommendation."""
    form = NewRecommendationForm()
    if not form.validate_on_submit():
        return _list(form), 400
    try:
        with web.writing() as session:
            row = Recommendation(
                recommendations.next_key(session), form.origin.data,
                words=form.words.data.strip(), source=form.source.data.strip(),
            )  # fmt: skip
            recommendations.save(session, row)
            web.note(session, "recommendation_added", key=row.key)
    except LedgerProblem as error:
        flash(str(error))
        return redirect(url_for("recommendations.listing"))
    return redirect(url_for("recommendations.one", key=row.key))


@blueprint.get("/<key>")
def one(key: str) -> str:
    """One recommendation, with the form to change it."""
    row = _row(key)
    form = RecommendationForm(formdata=None, obj=row)
    form.evidence.data = "\n".join(row.evidence)
    return _page(row, form, UpdateForm(formdata=None))


@blueprint.post("/<key>")
def change(key: str) -> Page:
    """Change a recommendation."""
    row, form = _row(key), RecommendationForm()
    if form.validate_on_submit():
        given: dict[str, Any] = {
            name: (field.data or "").strip()
            for name, field in form._fields.items()
            if name not in ("csrf_token", "evidence")
        }
        changed = replace(row, **given, evidence=form.lines())
        if _save(changed, "recommendation_changed"):
            return redirect(url_for("recommendations.one", key=key))
    return _page(row, form, UpdateForm(formdata=None)), 400


@blueprint.post("/<key>/update")
def update(key: str) -> Page:
    """Add a dated update."""
    row, form = _row(key), UpdateForm()
    if form.validate_on_submit():
        told = Update(*((field.data or "").strip() for field in (form.on, form.words, form.source)))
        changed = replace(row, updates=(*row.updates, told))
        if _save(changed, "recommendation_updated"):
            return redirect(url_for("recommendations.one", key=key))
    edit = RecommendationForm(formdata=None, obj=row)
    edit.evidence.data = "\n".join(row.evidence)
    return _page(row, edit, form), 400


@blueprint.route("/assessment/<key>", methods=["GET", "POST"])
def assessment(key: str) -> Page:
    """What the force says of itself on one topic."""
    try:
        row = recommendations.assessment(web.reading(), key)
    except LedgerProblem:
        abort(404)
    form = AssessmentForm(obj=row)
    if form.validate_on_submit():
        names = ("force_says", "force_source", "on", "note")
        changed = replace(row, **{name: (form[name].data or "").strip() for name in names})
        try:
            with web.writing() as session:
                recommendations.save(session, changed)
                web.note(session, "self_assessment_changed", key=key)
            return redirect(url_for("recommendations.listing"))
        except LedgerProblem as error:
            flash(str(error))
    status = 400 if form.is_submitted() else 200
    return render_template("review/assessment.html", row=row, form=form), status


def _row(key: str) -> Recommendation:
    try:
        return recommendations.one(web.reading(), key)
    except LedgerProblem:
        abort(404)


def _save(row: Recommendation, event: str) -> bool:
    try:
        with web.writing() as session:
            recommendations.save(session, row)
            web.note(session, event, key=row.key, status=row.status)
    except LedgerProblem as error:
        flash(str(error))
        return False
    return True


def _page(row: Recommendation, form: RecommendationForm, told: UpdateForm) -> str:
    return render_template(
        "review/recommendation.html",
        row=row, form=form, update=told, origins=ORIGINS, statuses=STATUSES,
    )  # fmt: skip
