"""Responses one by one, for a reason: closed answers with their labels, and their comments."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.review import web
from survey.review.forms import ReasonForm
from survey.review.services import comments, responses

blueprint = Blueprint("responses", __name__, url_prefix="/responses")


@blueprint.get("/")
def listing() -> str:
    """A page of responses."""
    wave = request.args.get("wave", "")
    questionnaire = request.args.get("questionnaire", "")
    number = request.args.get("page", 1, type=int)
    found = responses.page(web.reading(), wave, questionnaire, number)
    return render_template(
        "review/responses.html",
        page=found,
        wave=wave,
        questionnaire=questionnaire,
        waves=responses.waves(web.reading()),
    )


@blueprint.get("/<response_id>")
def one(response_id: str) -> str:
    """Ask why somebody must read one person's answers; none of them is shown yet."""
    return render_template(
        "review/response.html", response=_found(response_id), shown=False, form=ReasonForm()
    )


@blueprint.post("/<response_id>")
def read(response_id: str) -> str | Answer:
    """Show one person's answers, once, to somebody who says why; the reason is logged."""
    found, form = _found(response_id), ReasonForm()
    if not form.validate_on_submit():
        flash("Say in a few words why you must read this response. Nothing was shown.")
        return redirect(url_for("responses.one", response_id=response_id))
    with web.writing() as session:
        web.note(session, "response_read", response=response_id, reason=form.reason.data.strip())
    return render_template(
        "review/response.html",
        response=found,
        shown=True,
        comments=comments.of_response(web.reading(), response_id),
        questions=responses.question_labels(web.reading()),
    )


def _found(response_id: str) -> responses.ResponseView:
    found = responses.one(web.reading(), response_id)
    if found is None:
        abort(404)
    return found
