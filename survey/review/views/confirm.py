"""Proving again who one is, before opening, exporting, publishing, or changing one's account."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from survey.review import access, proof, web
from survey.review.forms import ProofForm
from survey.review.services import sign_ins

blueprint = Blueprint("confirm", __name__, url_prefix="/confirm")


@blueprint.get("/")
def form() -> str:
    """Ask for a proof."""
    return render_template("review/confirm.html", **proof.page())


@blueprint.post("/")
def submit() -> Response | tuple[str, int]:
    """Check it, and go on to where the person wanted to go."""
    given = ProofForm()
    problem = proof.check(given)
    if problem:
        page = proof.page(given)
        return render_template("review/confirm.html", **page, problem=problem), 400
    with web.writing() as writer:
        sign_ins.confirm(writer, web.who().token_hash, web.now())
        web.note(writer, "confirmed")
    back = session.pop(access.BACK, "")
    return redirect(back if back.startswith("/") else url_for("home.overview"))
