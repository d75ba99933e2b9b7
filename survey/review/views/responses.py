"""Responses one by one: closed answers with their labels, and their comments."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from survey.review import web
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
    """One response."""
    found = responses.one(web.reading(), response_id)
    if found is None:
        abort(404)
    return render_template(
        "review/response.html",
        response=found,
        comments=comments.of_response(web.reading(), response_id),
        questions=responses.question_labels(web.reading()),
    )
