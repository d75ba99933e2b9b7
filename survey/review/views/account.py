"""One's own account: passphrase, second factors, one-time codes, sessions."""

from __future__ import annotations

from typing import Any

import segno
from flask import Blueprint, flash, redirect, render_template, session, url_for
from markupsafe import Markup
from sqlalchemy import delete
from werkzeug.wrappers import Response

from survey.review import access, web
from survey.review.forms import AuthenticatorForm, Button, PasskeyForm, PassphraseForm
from survey.review.models.people import Account, Passkey
from survey.review.services import accounts, factors, sign_ins
from survey.review.views import sign_in

blueprint = Blueprint("account", __name__, url_prefix="/account")

Answer = Response | tuple[str, int]


@blueprint.get("/")
def overview() -> str:
    """What the account has, and what it lacks."""
    return render_template("review/account.html", **_page())


def _page(**forms: Any) -> dict[str, Any]:
    secret = factors.new_secret()
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        options, challenge = factors.registration(writer, account, web.site())
        sign_ins.set_challenge(writer, web.who().token_hash, challenge)
        page = {
            "account_name": account.name,
            "temporary": account.temporary,
            "has_totp": account.totp is not None,
            "passkeys": [(key.id, key.name) for key in factors.passkeys(writer, account.id)],
            "codes_left": factors.recovery_codes_left(writer, account.id),
            "ready": _ready(account, writer),
        }
    authenticator = forms.get("authenticator") or AuthenticatorForm(formdata=None, secret=secret)
    page |= {
        "stage": web.who().stage,
        "passphrase": PassphraseForm(formdata=None),
        "authenticator": authenticator,
        "passkey": PasskeyForm(formdata=None),
        "options": options,
        "qr": _qr(factors.uri(authenticator.secret.data, str(page["account_name"]))),
        "button": Button(),
    }
    return page | forms


def _qr(text: str) -> Markup:
    svg = segno.make(text, error="m").svg_inline(scale=4, border=3, omitsize=True)
    return Markup(svg)  # noqa: S704 - drawn here from a checked name


def _ready(account: Account, writer: Any) -> bool:
    return factors.has_second(writer, account) and not account.temporary


@blueprint.post("/passphrase")
def passphrase() -> Answer:
    """Change one's passphrase; every other session of the account ends."""
    form = PassphraseForm()
    if not form.validate_on_submit():
        return render_template("review/account.html", **_page(passphrase=form)), 400
    try:
        with web.writing() as writer:
            account = writer.get_one(Account, web.who().id)
            if not accounts.matches(account.passphrase, form.old.data):
                raise accounts.AccountProblem("The passphrase you have now is not right.")
            accounts.set_passphrase(writer, account, form.new.data)
            sign_ins.end_others(writer, account.id, web.who().token_hash)
            web.note(writer, "passphrase_changed")
    except accounts.AccountProblem as error:
        form.new.errors = [str(error)]
        return render_template("review/account.html", **_page(passphrase=form)), 400
    flash("Your passphrase is changed. Every other session of yours has ended.")
    return redirect(url_for("account.overview"))


@blueprint.post("/authenticator")
def authenticator() -> Answer:
    """Keep an authenticator app, once it has shown a right code."""
    form = AuthenticatorForm()
    step = 0
    if form.validate_on_submit():
        step = factors.code_fits(form.secret.data, form.code.data, web.now())
    if not step:
        form.code.errors = ["That code does not fit. Scan the picture again and type the new code."]
        return render_template("review/account.html", **_page(authenticator=form)), 400
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        factors.set_totp(account, web.account_box(), form.secret.data, step)
        web.note(writer, "authenticator_added")
    flash("The authenticator app is set up.")
    return redirect(url_for("account.overview"))


@blueprint.post("/passkey")
def passkey() -> Answer:
    """Keep a new passkey."""
    form = PasskeyForm()
    kept = False
    if form.validate_on_submit():
        with web.writing() as writer:
            account = writer.get_one(Account, web.who().id)
            challenge = sign_ins.take_challenge(writer, web.who().token_hash)
            kept = bool(challenge) and factors.register(
                writer, account, web.site(),
                challenge=challenge, answer=form.answer.data, name=form.name.data or "",
            )  # fmt: skip
            if kept:
                web.note(writer, "passkey_added")
    if not kept:
        form.name.errors = ["The passkey was not accepted. Try again, or use an authenticator app."]
        return render_template("review/account.html", **_page(passkey=form)), 400
    flash("The passkey is set up.")
    return redirect(url_for("account.overview"))


@blueprint.post("/passkey/<passkey_id>/remove")
def remove_passkey(passkey_id: str) -> Response:
    """Forget one of one's own passkeys, unless it is the only second factor."""
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        last = account.totp is None and len(factors.passkeys(writer, account.id)) < 2
        if last:
            flash("This is your only second factor. Set up another one first.")
            return redirect(url_for("account.overview"))
        mine = Passkey.account == account.id
        writer.execute(delete(Passkey).where(Passkey.id == passkey_id, mine))
        web.note(writer, "passkey_removed")
    flash("The passkey is forgotten.")
    return redirect(url_for("account.overview"))


@blueprint.post("/codes")
def codes() -> str:
    """Make new one-time codes and show them, this once."""
    with web.writing() as writer:
        new = factors.new_recovery_codes(writer, web.who().id)
        web.note(writer, "recovery_codes_made")
    return render_template("review/codes.html", codes=new)


@blueprint.post("/finish")
def finish() -> Response:
    """Go on to the app when the account is set up."""
    with web.writing() as writer:
        account = writer.get_one(Account, web.who().id)
        if not _ready(account, writer):
            flash("Two things are needed first: a passphrase of your own and a second factor.")
            return redirect(url_for("account.overview"))
        token = sign_in.start(writer, account, sign_ins.IN, confirmed=web.now())
    session.clear()
    response = redirect(url_for("home.overview"))
    access.give(response, token)
    return response


@blueprint.post("/end-sessions")
def end_sessions() -> Response:
    """End every session of one's own account, this one too."""
    with web.writing() as writer:
        sign_ins.end_all(writer, web.who().id)
        web.note(writer, "sessions_ended")
    response = redirect(url_for("sign_in.form"))
    access.take(response)
    return response
