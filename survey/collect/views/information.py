"""Pages that only tell, and the way out."""

from __future__ import annotations

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from survey.collect import cookie, rendering
from survey.collect.gates import go
from survey.collect.parts import parts
from survey.collect.visit import visit

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

    Deleting the cookie is what ends it. ``Clear-Site-Data`` with ``no-store`` keeps Back from
    showing pages out of the browser's memory.
    """
    visit().end()
    response = go(parts().settings.collect.exit_url)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@views.get("/style.css")
def style() -> Response:
    """The one stylesheet."""
    return _file(parts().style, "text/css")


@views.get("/script.js")
def script() -> Response:
    """The one script: a quicker way out. Nothing needs it."""
    return _file(parts().script, "text/javascript")


@views.get("/favicon.ico")
def icon() -> Response:
    """None: browsers ask for one, and keep what they get for longer than anything else."""
    return make_response("", 204)


def _file(body: bytes, kind: str) -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    return response


def _under_way() -> bool:
    return bool(visit().state.questionnaire)
