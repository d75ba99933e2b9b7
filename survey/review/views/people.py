"""Accounts: an admin makes and changes them; a publisher confirms whose they are."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from survey.review import web
from survey.review.forms import Button, PersonForm, RolesForm
from survey.review.models.people import Account
from survey.review.permissions import DESCRIPTIONS
from survey.review.services import accounts, factors, sign_ins

blueprint = Blueprint("people", __name__, url_prefix="/accounts")

Answer = Response | tuple[str, int] | str


@blueprint.get("/")
def listing() -> str:
    """All accounts."""
    return render_template("review/people.html", **_page())


def _page(form: PersonForm | None = None) -> dict[str, Any]:
    session = web.reading()
    people = [
        {"row": row, "second": factors.has_second(session, row), "mine": row.id == web.who().id}
        for row in accounts.every(session)
    ]
    return {
        "people": people,
        "form": form or PersonForm(formdata=None),
        "descriptions": DESCRIPTIONS,
        "button": Button(),
    }


@blueprint.post("/")
def add() -> Answer:
    """Make an account with a temporary passphrase, shown once."""
    form = PersonForm()
    if not form.validate_on_submit():
        return render_template("review/people.html", **_page(form)), 400
    words = accounts.temporary_passphrase()
    try:
        with web.writing() as writer:
            account = accounts.create(
                writer, form.name.data, words, form.roles.data,
                vouched="", made_by=web.who().id, temporary=True,
            )  # fmt: skip
            web.note(writer, "account_made", whose=account.name, roles=list(account.roles))
    except accounts.AccountProblem as error:
        form.name.errors = [str(error)]
        return render_template("review/people.html", **_page(form)), 400
    return render_template("review/handed.html", name=form.name.data, words=words)


def _account(session: Session, account_id: str) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        abort(404)
    if account.id == web.who().id:
        abort(403)
    return account


@blueprint.post("/<account_id>/roles")
def change(account_id: str) -> Response:
    """Change what an account may do."""
    form = RolesForm()
    try:
        with web.writing() as writer:
            account = _account(writer, account_id)
            if not form.validate_on_submit():
                abort(400)
            accounts.set_roles(writer, account, form.roles.data, web.who().id)
            web.note(writer, "roles_changed", whose=account.name, roles=list(account.roles))
            flash(f"{account.name} has new roles. A publisher confirms them.")
    except accounts.AccountProblem as error:
        flash(str(error))
    return redirect(url_for("people.listing"))


@blueprint.post("/<account_id>/reset")
def reset(account_id: str) -> str:
    """Give an account a temporary passphrase, and take its second factors away."""
    with web.writing() as writer:
        account = _account(writer, account_id)
        words = accounts.reset(writer, account, web.who().id)
        web.note(writer, "account_reset", whose=account.name)
        name = account.name
    return render_template("review/handed.html", name=name, words=words)


@blueprint.post("/<account_id>/close")
def close(account_id: str) -> Response:
    """Close an account, or open it again; a closed one is signed out at once."""
    with web.writing() as writer:
        account = _account(writer, account_id)
        account.active = not account.active
        if account.active:
            account.vouched, account.made_by = "", web.who().id
        sign_ins.end_all(writer, account.id)
        event = "account_opened" if account.active else "account_closed"
        web.note(writer, event, whose=account.name)
    return redirect(url_for("people.listing"))


@blueprint.post("/<account_id>/vouch")
def vouch(account_id: str) -> Response:
    """Confirm that an account belongs to the person it names."""
    try:
        with web.writing() as writer:
            account = _account(writer, account_id)
            accounts.vouch(account, writer.get_one(Account, web.who().id))
            web.note(writer, "account_confirmed", whose=account.name)
            flash(f"{account.name} can work now.")
    except accounts.AccountProblem as error:
        flash(str(error))
    return redirect(url_for("people.listing"))
