"""Tables for every question and code, by questionnaire, wave, unit and stage."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from analysis.coding.frame import shipped
from survey.review import web
from survey.review.services import explore, responses, tallies

blueprint = Blueprint("explore", __name__, url_prefix="/explore")


@blueprint.get("/")
def listing() -> str:
    """The tables of one questionnaire, under the chosen filters."""
    session = web.reading()
    book = explore.codebook(session)
    keys = list(book.questionnaires)
    wanted = request.args.get("questionnaire", "")
    group = explore.Group(
        questionnaire=wanted if wanted in keys else (keys[0] if keys else ""),
        wave=request.args.get("wave", ""),
        unit=request.args.get("unit", ""),
        stage=request.args.get("stage", ""),
    )
    frame, labels = shipped(), explore.unit_labels(book)
    return render_template(
        "review/explore.html",
        group=group,
        keys=keys,
        frame=frame,
        waves=responses.waves(session),
        unit_choices=[(unit, labels.get(unit, unit)) for unit in tallies.units(session)],
        tables=explore.tables(session, book, group) if keys else [],
        codes=explore.code_table(session, frame, group) if keys else None,
    )
