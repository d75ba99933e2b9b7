"""Tables for every question and code, by questionnaire, wave, unit and stage."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, render_template, request

from analysis.coding.frame import shipped
from survey.review import web
from survey.review.services import explore, responses, side_by_side, tallies
from survey.review.services.side_by_side import DIMENSIONS, Wanted

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


@blueprint.get("/side-by-side")
def by() -> str:
    """One answer or code in every command unit, or in every wave."""
    session = web.reading()
    book, frame = explore.codebook(session), shipped()
    wanted = Wanted(
        questionnaire=request.args.get("questionnaire", ""),
        variable=request.args.get("variable", ""),
        answer=request.args.get("answer", ""),
        by=request.args.get("by", "unit"),
        wave=request.args.get("wave", ""),
    )
    choices = side_by_side.answers_of(book, frame, wanted)
    if not choices or wanted.by not in DIMENSIONS:
        abort(404)
    if wanted.answer not in dict(choices):
        wanted = replace(wanted, answer=choices[0][0])
    return render_template(
        "review/side_by_side.html",
        wanted=wanted,
        choices=choices,
        dimensions=DIMENSIONS,
        waves=responses.waves(session),
        table=side_by_side.table(session, book, frame, wanted),
    )
