"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from survey.review import access, web
from survey.review.forms import SignInForm
from survey.review.services import accounts, sign_ins

blueprint = Blueprint("sign_in", __name__)

WRONG = (
    "Name or passphrase is not right. Nobody can look up a passphrase: an admin can set a new one."
)


@blueprint.get("/sign-in")
def form() -> str | Response:
    """The sign-in page."""
    return render_template("review/sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
def submit() -> tuple[str, int] | Response:
    """Check name and passphrase, and start a session under a new token."""
    given = SignInForm()
    if not given.validate_on_submit():
        return render_template("review/sign_in.html", form=given), 400
    account = accounts.verify(web.reading(), given.name.data, given.passphrase.data)
    if account is None:
        given.name.errors = [WRONG]
        return render_template("review/sign_in.html", form=given), 400
    with web.writing() as writer:
        old = request.cookies.get(access.cookie_name(), "")
        sign_ins.end(writer, old)
        token = sign_ins.begin(writer, account, web.now())
    session.clear()
    response = redirect(url_for("home.overview"))
    access.give(response, token)
    return response


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session."""
    with web.writing() as writer:
        sign_ins.end(writer, request.cookies.get(access.cookie_name(), ""))
    session.clear()
    response = redirect(url_for("sign_in.form"))
    access.take(response)
    return response
