"""The first page after signing in: what waits, what runs, what there is."""

from __future__ import annotations

from flask import Blueprint, render_template

from survey.review import web
from survey.review.permissions import TEAM
from survey.review.services import jobs, status

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def overview() -> str:
    """What waits for this person."""
    session = web.reading()
    if not web.who().roles & TEAM:
        return render_template("review/home.html", counts=None, jobs=[])
    return render_template(
        "review/home.html", counts=status.counts(session, web.now()), jobs=jobs.under_way(session)
    )
