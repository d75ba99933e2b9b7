"""The content policy of a report that is read in the browser: a page of its own, fully shut in.

A summary is one file that carries its style, its fonts and its charts. It may use those and
nothing else: no script, no form, no request to anywhere, also not to this app.
"""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "font-src data:",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox allow-same-origin allow-top-navigation-by-user-activation",
    )
)
ENDPOINTS = frozenset({"releases.summary"})


def install(app: Flask) -> None:
    """Put the policy on reports. Functions that were registered earlier run later."""
    app.after_request(_put)


def _put(response: Response) -> Response:
    if request.endpoint in ENDPOINTS and response.status_code == 200:
        response.headers["Content-Security-Policy"] = POLICY
    return response
