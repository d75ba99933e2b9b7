"""The instrument: what is asked, in which order, of whom; and what has changed between versions."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, abort, render_template, request

from survey.definition import archive
from survey.definition.compare import compare
from survey.definition.load import load_all
from survey.definition.model import Page, Questionnaire
from survey.definition.reference import Support, load_reference
from survey.definition.words import people, said
from survey.i18n import Language
from survey.review import web

blueprint = Blueprint("instrument", __name__, url_prefix="/instrument")


@blueprint.get("/")
def listing() -> str:
    """Every questionnaire, its size and its versions."""
    now, _ = _now()
    return render_template(
        "review/instrument.html",
        rows=[(key, one, _older(key, one)) for key, one in now.items()],
        questions=_questions,
    )


@blueprint.get("/<key>")
def one(key: str) -> str:
    """Every page of a questionnaire as it is asked now, or of a kept version (``?version=``)."""
    current = _current(key)
    older = _older(key, current)
    wanted = request.args.get("version", current.version)
    questionnaire = _version(wanted, [current, *older])
    return render_template(
        "review/questionnaire.html",
        q=questionnaire, current=current, older=older, supports=_now()[1], say=_english().text,
        seen_by=lambda page: _who(questionnaire, page),
        drops=[(drop.variable, said(questionnaire, drop.when)) for drop in questionnaire.drops],
    )  # fmt: skip


@blueprint.get("/<key>/changes")
def changes(key: str) -> str:
    """What has changed from a kept version (``?since=``) to what is asked now."""
    current = _current(key)
    older = _older(key, current)
    before = _version(request.args.get("since", ""), older)
    return render_template(
        "review/changes.html", q=current, before=before, changes=compare(before, current)
    )


def _now() -> tuple[Mapping[str, Questionnaire], Mapping[str, Support]]:
    """What this instance asks now, and where it says that people can turn to."""
    return _loaded(web.settings().reference_folder)


@functools.cache
def _loaded(folder: Path) -> tuple[Mapping[str, Questionnaire], Mapping[str, Support]]:
    reference = load_reference(folder)
    return load_all(reference=reference), reference.supports


def _current(key: str) -> Questionnaire:
    found = _now()[0].get(key)
    return found or abort(404)


def _older(key: str, current: Questionnaire) -> list[Questionnaire]:
    kept = archive.versions(web.settings().instance / archive.FOLDER, key)
    return [one for one in kept if one.version != current.version]


def _version(wanted: str, among: list[Questionnaire]) -> Questionnaire:
    found = next((one for one in among if one.version == wanted), None)
    return found or abort(404)


def _questions(questionnaire: Questionnaire) -> int:
    return sum(len(page.questions) for page in questionnaire.pages)


def _who(questionnaire: Questionnaire, page: Page) -> str:
    """Who sees a page, as the beginning of a line."""
    words = people(questionnaire, page)
    return words[:1].upper() + words[1:]


def _english() -> Language:
    return Language("en", "English", fill={"force": web.settings().force.name})
