"""What templates know: navigation, labels, numbers, and evidence marked in a comment."""

from __future__ import annotations

import time
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
from survey.review import web
from survey.review.permissions import may

AUDIENCES = {"parent": "Parents", "carer": "Carers", "staff": "Staff"}
NO_CODE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. ``blueprints`` are those whose pages belong to it."""

    label: str
    endpoint: str
    blueprints: tuple[str, ...]


PLACES = (
    Place("Overview", "home.overview", ("home",)),
    Place("Box", "box.status_view", ("box",)),
    Place("Coverage", "coverage.page", ("coverage",)),
    Place("Urgent", "urgent.listing", ("urgent",)),
    Place("Read and code", "work.next_task", ("work",)),
    Place("Comments", "comments.listing", ("comments",)),
    Place("Responses", "responses.listing", ("responses",)),
    Place("Quality", "quality.page", ("quality",)),
    Place("Explore", "explore.listing", ("explore",)),
    Place("Release", "releases.listing", ("releases", "quotes", "exports")),
    Place("Instrument", "instrument.listing", ("instrument",)),
    Place("Recommendations", "recommendations.listing", ("recommendations",)),
    Place("Accounts", "people.listing", ("people",)),
    Place("Audit log", "log.listing", ("log",)),
)


def install(app: Flask) -> None:
    """Give templates their filters and what every page needs."""
    app.context_processor(_page)
    app.jinja_env.filters.update(
        number=number,
        evidence=evidence,
        code_label=code_label,
        audience=audience,
        plural=plural,
        pairs=pairs,
        reason=reason,
        when=when,
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


def number(value: float | None) -> str:
    """1234567 as 1,234,567; nothing for None."""
    return "" if value is None else f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """``1 comment``, ``2 comments``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def audience(key: str) -> str:
    """Who a questionnaire asks."""
    return AUDIENCES.get(key, key.capitalize())


def pairs(values: Iterable[str], how: str = "") -> list[tuple[str, str]]:
    """Values with their labels, for a choice; ``how`` may be ``audience``."""
    return [(value, audience(value) if how == "audience" else value) for value in values]


def reason(key: str) -> str:
    """Why a person should read a comment, in words."""
    return REASONS.get(key, key)


def when(seconds: int) -> str:
    """UNIX time as day and minute, in the server's own time zone."""
    return time.strftime("%d %b %Y, %H:%M", time.localtime(seconds))


def code_label(code: str) -> str:
    """The label of a code of the frame."""
    if code == NO_CODE:
        return "No code fits"
    frame = shipped()
    return frame[code].label if code in frame else code


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
