"""Signing in: passphrase, then the second factor; and signing out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from survey.review import access, proof, web
from survey.review.forms import ProofForm, SignInForm
from survey.review.models.people import Account
from survey.review.services import accounts, audit, factors, sign_ins, throttle

blueprint = Blueprint("sign_in", __name__)

WRONG = (
    "Name or passphrase is not right. Nobody can look up a passphrase: an admin can set a new one."
)


@blueprint.get("/sign-in")
def form() -> str:
    """The sign-in page."""
    return render_template("review/sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
def submit() -> tuple[str, int] | Response:
    """Check name and passphrase, and start a session under a new token."""
    given = SignInForm()
    if not given.validate_on_submit():
        return render_template("review/sign_in.html", form=given), 400
    name = given.name.data
    seconds = throttle.wait(web.reading(), name, web.now())
    if seconds:
        given.name.errors = [proof.too_many(seconds)]
        return render_template("review/sign_in.html", form=given), 429
    account = accounts.verify(web.reading(), name, given.passphrase.data)
    if account is None:
        with web.writing() as writer:
            throttle.failed(writer, name, web.now())
            audit.note(writer, "sign_in_failed", at=web.now())
        given.name.errors = [WRONG]
        return render_template("review/sign_in.html", form=given), 400
    return _begin(account.id)


def _begin(account_id: str) -> Response:
    with web.writing() as writer:
        account = writer.get_one(Account, account_id)
        throttle.succeeded(writer, account.name)
        stage = stage_of(writer, account)
        token = start(writer, account, stage)
    session.clear()
    response = redirect(url_for("sign_in.second" if stage == sign_ins.SECOND else "home.overview"))
    access.give(response, token)
    return response


def stage_of(writer: Session, account: Account, *, proved: bool = False) -> str:
    """Where an account is after its passphrase, or after its second factor (``proved``).

    In a demonstration an account may do without a second factor.
    """
    if factors.has_second(writer, account):
        if not proved:
            return sign_ins.SECOND
        return sign_ins.ENROL if account.temporary else sign_ins.IN
    ready = web.settings().demo and not account.temporary
    return sign_ins.IN if ready else sign_ins.ENROL


def start(writer: Session, account: Account, stage: str, confirmed: int = 0) -> str:
    """End the browser's session and start one under a new token."""
    sign_ins.end(writer, access.token())
    if stage == sign_ins.IN:
        audit.note(writer, "signed_in", at=web.now(), account=account.id, name=account.name)
    return sign_ins.begin(writer, account, web.now(), stage, confirmed)


@blueprint.get("/sign-in/second")
def second() -> str | Response:
    """Ask for the second factor."""
    if web.who().stage != sign_ins.SECOND:
        return redirect(url_for("home.overview"))
    return render_template("review/second.html", **proof.page())


@blueprint.post("/sign-in/second")
def second_submit() -> Response | tuple[str, int]:
    """Check the second factor; then the session goes on under a new token."""
    given = ProofForm()
    problem = proof.check(given)
    if problem:
        page = proof.page(given)
        return render_template("review/second.html", **page, problem=problem), 400
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        token = start(writer, account, stage_of(writer, account, proved=True))
    session.clear()
    response = redirect(url_for("home.overview"))
    access.give(response, token)
    return response


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session."""
    with web.writing() as writer:
        sign_ins.end(writer, request.cookies.get(access.cookie_name(), ""))
        web.note(writer, "signed_out")
    session.clear()
    response = redirect(url_for("sign_in.form"))
    access.take(response)
    return response
