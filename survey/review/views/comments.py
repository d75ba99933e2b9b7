"""Reading comments with their codes; the urgent ones first."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from analysis.coding.frame import shipped
from survey.review import web
from survey.review.forms import RedactionForm, RevealForm
from survey.review.models.answers import Comment, Original
from survey.review.services import comments, redactions, responses
from survey.review.services.redactions import RedactionProblem

blueprint = Blueprint("comments", __name__, url_prefix="/comments")


def _filters() -> comments.Filters:
    return comments.Filters(
        code=request.args.get("code", ""),
        questionnaire=request.args.get("questionnaire", ""),
        question=request.args.get("question", ""),
        urgent=request.args.get("urgent") == "1",
        words=request.args.get("words", "").strip()[:200],
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
        codings=[] if found.blind else comments.all_codings(session, comment_id),
        questions=responses.question_labels(session),
        types=redactions.KINDS,
        reasons=redactions.REASONS,
        has_original=session.get(Original, comment_id) is not None,
    )


@blueprint.post("/<comment_id>/redact")
def redact(comment_id: str) -> Response:
    """Take words out of a comment."""
    form = RedactionForm()
    with web.writing() as writer:
        comment = writer.get(Comment, comment_id)
        if comment is None:
            abort(404)
        try:
            if not form.validate_on_submit():
                raise RedactionProblem("Say which words, what they are and why. Nothing changed.")
            redactions.take_out(
                writer, comment, form.words.data, kind=form.kind.data, reason=form.reason.data,
                account=web.who().id, keys=web.parts().text_keys,
            )  # fmt: skip
            web.note(
                writer, "words_taken_out",
                comment=comment_id, kind=form.kind.data, reason=form.reason.data,
            )  # fmt: skip
            flash("The words are taken out.")
        except RedactionProblem as error:
            flash(str(error))
    back = {"work": "work.next_task", "change": "work.change"}.get(request.form.get("back", ""))
    return redirect(url_for(back) if back else url_for("comments.one", comment_id=comment_id))


@blueprint.post("/<comment_id>/reveal")
def reveal(comment_id: str) -> str | Response:
    """Show the original words, once, to somebody who says why; the reason is logged."""
    form = RevealForm()
    if not form.validate_on_submit():
        flash("Say in a few words why you need the original. Nothing was shown.")
        return redirect(url_for("comments.one", comment_id=comment_id))
    with web.writing() as writer:
        comment = writer.get(Comment, comment_id)
        if comment is None:
            abort(404)
        words = redactions.reveal(writer, comment, web.parts().text_keys)
        web.note(writer, "original_seen", comment=comment_id, reason=form.reason.data.strip())
        language = comment.language
    return render_template(
        "review/original.html", words=words, language=language, comment_id=comment_id
    )
