"""Who may go where: asked before every request, and no by default."""

from __future__ import annotations

from flask import Flask, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from survey.review import web
from survey.review.models.people import Account, SignIn
from survey.review.permissions import SIGNED_OUT, may
from survey.review.services import sign_ins

COOKIE = "heard_review"
"""Cookie of the server-side session: a random token, nothing else."""

TOUCH = 60
"""Seconds between two notes that a session is in use."""

UPLOADS = {"box.open_submit": 2 * 1024**3}
"""Endpoint -> bytes that a request may have; everywhere else the app's small limit holds."""


def install(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(_check)


def cookie_name() -> str:
    """The cookie's name; with https it is bound to the host by its prefix."""
    return f"__Host-{COOKIE}" if web.settings().review.https else COOKIE


def give(response: AnyResponse, token: str) -> None:
    """Hand the browser the token of a new session."""
    response.set_cookie(
        cookie_name(), token, httponly=True, samesite="Strict", secure=web.settings().review.https
    )


def take(response: AnyResponse) -> None:
    """Take the token back."""
    response.delete_cookie(
        cookie_name(), httponly=True, samesite="Strict", secure=web.settings().review.https
    )


def _check() -> AnyResponse | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":
        return None
    if endpoint in UPLOADS:
        request.max_content_length = UPLOADS[endpoint]
    g.who = _find()
    if endpoint in SIGNED_OUT:
        return None
    if g.who is None:
        return _to_sign_in()
    if not may(g.who.roles, endpoint):
        abort(403)
    return None


def _to_sign_in() -> AnyResponse:
    if request.method in ("GET", "HEAD"):
        response: AnyResponse = redirect(url_for("sign_in.form"))
    else:
        response = Response(status=401)
        abort(401)
    take(response)
    return response


def _find() -> web.Who | None:
    token = request.cookies.get(cookie_name(), "")
    if not token:
        return None
    found = sign_ins.find(web.reading(), token, web.now())
    if found is None:
        return None
    row, account = found
    person = _person(row, account)
    if row.seen <= web.now() - TOUCH:
        with web.writing() as session:
            sign_ins.touch(session, person.token_hash, web.now())
    return person


def _person(row: SignIn, account: Account) -> web.Who:
    roles = frozenset(account.roles) if row.stage == sign_ins.IN else frozenset()
    return web.Who(account.id, account.name, roles, row.token_hash, row.stage, row.confirmed)
