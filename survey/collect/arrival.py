"""Somebody who follows a link on another website into the middle of ours.

With such a request the browser sends no cookie (``SameSite=Strict``). A page that gives one would
overwrite the only key to answers under way, and one that ends a visit would delete it. So whoever
comes from elsewhere first gets a page that leads on to the same address by itself: that request is
ours, and brings the cookie if there is one. Browsers older than 2023 do not say where a request
comes from; they go straight on.
"""

from __future__ import annotations

from flask import Flask, make_response, request
from werkzeug.wrappers import Response

from survey.collect import cookie, rendering

ALONE = frozenset({
    "start.start", "start.before", "start.under_18", "information.help_page",
    "information.privacy", "information.what_we_keep", "information.cookies",
    "information.accessibility", "information.leave", "information.style",
    "information.script", "information.icon", "findings.begin", "findings.front", "findings.page",
})  # fmt: skip
"""Pages that neither need nor touch the cookie (the exit always deletes it)."""


def add_arrival(app: Flask) -> None:
    """Lead those who come from elsewhere on to the page they asked for."""
    app.before_request(_lead_on)


def _lead_on() -> Response | None:
    asks = request.method in ("GET", "HEAD") and request.endpoint is not None
    if not (asks and cookie.from_elsewhere(request)) or request.endpoint in ALONE:
        return None
    response = make_response(rendering.page("arrived.html", address=request.path, neutral=True))
    response.headers["Refresh"] = f"0; url={request.path}"
    return response
