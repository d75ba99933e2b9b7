"""Who may go where: asked before every request, and no by default."""

from __future__ import annotations

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from survey.review import web
from survey.review.models.people import Account, SignIn
from survey.review.permissions import CONFIRM, OWN_ACCOUNT, SECOND_STAGE, SIGNED_OUT, may
from survey.review.services import sign_ins

COOKIE = "heard_review"
"""Cookie of the server-side session: a random token, nothing else."""

TOUCH = 60
"""Seconds between two notes that a session is in use."""

UPLOADS = {"box.open_submit": 2 * 1024**3}
"""Endpoint -> bytes that a request may have; everywhere else the app's small limit holds."""

STAGES = {
    sign_ins.SECOND: (SECOND_STAGE, "sign_in.second"),
    sign_ins.ENROL: (OWN_ACCOUNT, "account.overview"),
}
"""Stage before being signed in -> what can be done in it, and its page."""

BACK = "after_confirm"
"""Under this name the form cookie holds the page to come back to."""


def install(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(_check)


def cookie_name() -> str:
    """The cookie's name; with https it is bound to the host by its prefix."""
    return f"__Host-{COOKIE}" if web.settings().review.https else COOKIE


def give(response: Response, token: str) -> None:
    """Hand the browser the token of a new session."""
    response.set_cookie(
        cookie_name(), token, httponly=True, samesite="Strict", secure=web.settings().review.https
    )


def take(response: Response) -> None:
    """Take the token back."""
    response.delete_cookie(
        cookie_name(), httponly=True, samesite="Strict", secure=web.settings().review.https
    )


def token() -> str:
    """The token that the browser sent, or nothing."""
    return request.cookies.get(cookie_name(), "")


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint == "static":
        return None
    if endpoint is None:  # there is no such page; the one that says so keeps the navigation
        g.who = _find()
        return None
    if endpoint in UPLOADS:
        request.max_content_length = UPLOADS[endpoint]
    g.who = _find()
    if endpoint in SIGNED_OUT:
        return None
    if g.who is None:
        return _to("sign_in.form")
    if g.who.stage in STAGES:
        allowed, page = STAGES[g.who.stage]
        return None if endpoint in allowed else _to(page)
    if not may(g.who.roles, endpoint):
        abort(403)
    return _ask_again(g.who, endpoint)


def _to(page: str) -> Response:
    """Send a reader to the page; whoever sent a form is told that it was not taken."""
    if request.method not in ("GET", "HEAD"):
        abort(401)
    return redirect(url_for(page))


def _ask_again(person: web.Who, endpoint: str) -> Response | None:
    if endpoint not in CONFIRM or person.confirmed > web.now() - sign_ins.CONFIRMED:
        return None
    if request.method == "GET":
        session[BACK] = request.path
    else:
        session[BACK] = url_for(CONFIRM[endpoint], **(request.view_args or {}))
    return redirect(url_for("confirm.form"))


def _find() -> web.Who | None:
    sent = token()
    if not sent:
        return None
    found = sign_ins.find(web.reading(), sent, web.now())
    if found is None:
        return None
    row, account = found
    person = _person(row, account)
    if row.seen <= web.now() - TOUCH:
        with web.writing() as writer:
            sign_ins.touch(writer, person.token_hash, web.now())
    return person


def _person(row: SignIn, account: Account) -> web.Who:
    in_force = row.stage == sign_ins.IN and account.vouched
    return web.Who(
        id=account.id,
        name=account.name,
        roles=frozenset(account.roles) if in_force else frozenset(),
        token_hash=row.token_hash,
        stage=row.stage,
        confirmed=row.confirmed,
        vouched=bool(account.vouched),
    )
