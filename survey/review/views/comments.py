"""Reading comments with their codes; the urgent ones first."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from analysis.coding.frame import shipped
from survey.review import web
from survey.review.services import comments, responses

blueprint = Blueprint("comments", __name__, url_prefix="/comments")


def _filters() -> comments.Filters:
    return comments.Filters(
        code=request.args.get("code", ""),
        questionnaire=request.args.get("questionnaire", ""),
        question=request.args.get("question", ""),
        urgent=request.args.get("urgent") == "1",
    )


@blueprint.get("/")
def listing() -> str:
    """A page of comments under the chosen filters."""
    session = web.reading()
    filters = _filters()
    questions = responses.question_labels(session)
    return render_template(
        "review/comments.html",
        page=comments.page(session, filters, request.args.get("page", 1, type=int)),
        filters=filters,
        code_choices=[*((c.code, c.label) for c in shipped().codes), ("none", "No code fits")],
        question_choices=_question_choices(questions),
        questions=questions,
    )


def _question_choices(questions: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for (_, code), label in questions.items():
        found.setdefault(code, label if len(label) < 60 else f"{label[:57]}…")
    return list(found.items())


@blueprint.get("/<comment_id>")
def one(comment_id: str) -> str:
    """One comment: its codes, the words that gave each, and the machine's indicators."""
    session = web.reading()
    found = comments.one(session, comment_id)
    if found is None:
        abort(404)
    return render_template(
        "review/comment.html",
        comment=found,
        codings=comments.all_codings(session, comment_id),
        questions=responses.question_labels(session),
    )
