"""Pages that only tell, and the way out."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from survey import kept
from survey.collect import cookie, rendering
from survey.collect.gates import go
from survey.collect.parts import File, parts
from survey.collect.progress import StorageError
from survey.collect.state import State
from survey.collect.visit import visit
from survey.security import KEPT

views = Blueprint("information", __name__)

FIRST = ("emergency", "police", "text_relay", "missing_people")
COMPLAINTS = ("complaint", "iopc")
BEREAVED = ("compassionate_friends", "child_death_helpline")


@views.get("/help")
def help_page() -> str:
    """Every number there is, one tap away from every page."""
    others = [key for key in parts().supports if key not in (*FIRST, *COMPLAINTS)]
    return rendering.page("help.html", others=others, under_way=_under_way())


@views.get("/privacy")
def privacy() -> str:
    """What is kept, who reads it, how long."""
    return rendering.page("privacy.html", under_way=_under_way())


@views.get("/what-we-keep")
def what_we_keep() -> str:
    """Every table, column and file of both sides, for how long, and what cannot be promised."""
    every = kept.tables(parts().settings)
    return rendering.page(
        "kept.html",
        here=[table for table in every if table.side == "collect"],
        answers=[table for table in every if table.side == "review" and not table.team],
        team=[table for table in every if table.team],
        how_long=_how_long, files=kept.files(), limits=kept.CANNOT_PROMISE,
        under_way=_under_way(),
    )  # fmt: skip


def _how_long(table: kept.Table) -> str:
    """How long a table is kept, with the operator's dates in it."""
    words = rendering.translated(table.how_long)
    for name, value in table.values.items():
        date = name.endswith("_until")
        words = words.replace(f"{{{name}}}", _day(value) if date else value)
    return words


def _day(value: str) -> str:
    undecided = rendering.language().catalogue.gettext("a day that has not been decided yet")
    return rendering.day(value) if value else undecided


@views.get("/cookies")
def cookies() -> str:
    """The one cookie."""
    return rendering.page("cookies.html", cookie_name=cookie.name(parts().https))


@views.get("/accessibility")
def accessibility() -> str:
    """The accessibility statement."""
    return rendering.page("accessibility.html")


@views.get("/ended")
def ended() -> str:
    """A page that says nothing of what was here before."""
    found = visit()
    if not (found.state.questionnaire or found.state.language):
        found.end()
    return rendering.page("ended.html", neutral=True)


@views.get("/exit")
def leave() -> Response:
    """End the answer under way and go somewhere harmless.

    Deleting the cookie is what ends it; answers that six words opened could be opened again, so
    they are thrown away too. ``Clear-Site-Data`` with ``no-store`` keeps Back from showing pages
    out of the browser's memory.
    """
    found = visit()
    with suppress(StorageError):  # nothing may hold up the way out
        if found.state.words:
            found.change(lambda _: State())
    response = make_response(go(parts().settings.collect.exit_url))
    cookie.delete(response, parts().https)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@views.get("/style-<mark>.css")
def style(mark: str) -> Response:
    """The one stylesheet."""
    return _file(parts().style, mark, "text/css")


@views.get("/script-<mark>.js")
def script(mark: str) -> Response:
    """The one script: a quicker way out. Nothing needs it."""
    return _file(parts().script, mark, "text/javascript")


@views.get("/favicon.ico")
def icon() -> Response:
    """None: browsers ask for one, and keep what they get for longer than anything else."""
    return make_response("", 204)


def _file(file: File, mark: str, kind: str) -> Response:
    """The file as it is now; one that has changed since is given, but not to be kept."""
    response = make_response(file.body)
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    if mark == file.mark:
        response.headers["Cache-Control"] = KEPT
    return response


def _under_way() -> bool:
    return bool(visit().state.questionnaire)
