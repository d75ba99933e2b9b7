"""What templates know: navigation, labels, and evidence marked in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from markupsafe import Markup, escape

from analysis.coding.coder import REASONS
from analysis.coding.frame import shipped
from survey.paths import STATIC
from survey.review import web, wording
from survey.review.permissions import may

NO_CODE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. ``blueprints`` are those whose pages belong to it.

    ``about`` says on the first page what is done there.
    """

    label: str
    endpoint: str
    blueprints: tuple[str, ...]
    about: str = ""


PLACES = (
    Place("Overview", "home.overview", ("home",)),
    Place(
        "Box",
        "box.status_view",
        ("box",),
        "what has been opened, and what is held for a decision",
    ),
    Place(
        "Coverage",
        "coverage.page",
        ("coverage",),
        "who answers, against what was hoped for; the waves",
    ),
    Place(
        "Urgent",
        "urgent.listing",
        ("urgent",),
        "what may need a human now, and what two people decided",
    ),
    Place(
        "Read and code",
        "work.next_task",
        ("work",),
        "one comment at a time, from the queue",
    ),
    Place(
        "Comments",
        "comments.listing",
        ("comments",),
        "everything that was written, with its codes; search",
    ),
    Place(
        "Responses",
        "responses.listing",
        ("responses",),
        "answers one by one, for a reason",
    ),
    Place(
        "Quality",
        "quality.page",
        ("quality",),
        "how well people and machine agree; which codes may be counted",
    ),
    Place(
        "Explore",
        "explore.listing",
        ("explore",),
        "every question and code as table and chart",
    ),
    Place(
        "Release",
        "releases.listing",
        ("releases", "quotes", "exports"),
        "tables and summaries, from the draft to what is published",
    ),
    Place(
        "Instrument",
        "instrument.listing",
        ("instrument",),
        "what respondents are asked, and what has changed",
    ),
    Place(
        "Recommendations",
        "recommendations.listing",
        ("recommendations",),
        "what was asked for, and what came of it",
    ),
    Place(
        "Accounts",
        "people.listing",
        ("people",),
        "who may do what",
    ),
    Place(
        "Audit log",
        "log.listing",
        ("log",),
        "who did what, and the head to keep elsewhere",
    ),
)


def install(app: Flask) -> None:
    """Give templates their filters and what every page needs."""
    app.context_processor(_page)
    app.jinja_env.filters.update(
        number=wording.number,
        plural=wording.plural,
        audience=wording.audience,
        pairs=wording.pairs,
        when=wording.when,
        day=wording.day,
        week=wording.week,
        left=wording.left,
        job=lambda kind: wording.JOBS.get(kind, kind),
        state=lambda key: wording.STATES.get(key, key),
        next_step=lambda key: wording.NEXT.get(key, ""),
        detail=lambda kind: wording.DETAILS.get(kind, kind),
        evidence=evidence,
        code_label=code_label,
        labelled=labelled,
        reason=reason,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _page() -> dict[str, Any]:
    person = g.get("who")
    roles = person.roles if person else frozenset()
    return {
        "who": person,
        "demo": web.settings().demo,
        "places": [place for place in PLACES if roles and may(roles, place.endpoint)],
        "here": request.blueprint,
        "stylesheets": stylesheets(),
        "may": lambda endpoint: may(roles, endpoint),
    }


@lru_cache
def stylesheets(folder: Path = STATIC) -> tuple[str, ...]:
    """The stylesheets that exist, the shared palette first."""
    return tuple(name for name in ("palette.css", "review.css") if (folder / name).exists())


def reason(key: str) -> str:
    """Why a person should read a comment, in words."""
    return REASONS.get(key, key)


def code_label(code: str) -> str:
    """The label of a code of the frame."""
    if code == NO_CODE:
        return "No code fits"
    frame = shipped()
    return frame[code].label if code in frame else code


def labelled(words: str) -> str:
    """Words of the frame with the codes in brackets called by their labels."""
    return re.sub(r"\((\w+)\)", lambda found: f"({code_label(found[1])})", words)


def evidence(text: str, pieces: Iterable[Any]) -> Markup:
    """The text with the words that gave a code marked; pieces are ``[start, end, ...]``.

    Overlapping pieces are joined, and pieces that do not lie in the text are left out.
    """
    parts: list[Markup] = []
    position = 0
    for start, end in _spans(pieces, len(text)):
        parts.append(escape(text[position:start]))
        parts.append(Markup("<mark>{}</mark>").format(text[start:end]))
        position = end
    parts.append(escape(text[position:]))
    return Markup("").join(parts)


def _spans(pieces: Iterable[Any], length: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((int(p[0]), int(p[1])) for p in pieces):
        if not 0 <= start < end <= length:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
