"""Quotes for the next release, one by one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from analysis.coding.frame import shipped
from survey.review import web
from survey.review.forms import Button, QuoteForm
from survey.review.services import accounts, quotes
from survey.review.services.quotes import QuoteProblem

blueprint = Blueprint("quotes", __name__, url_prefix="/quotes")


@blueprint.get("/")
def listing() -> str:
    """All quotes, and what still forbids each."""
    session = web.reading()
    return render_template(
        "review/quotes.html",
        quotes=quotes.listing(session),
        names={account.id: account.name for account in accounts.every(session)},
        button=Button(),
    )


@blueprint.post("/of/<comment_id>")
def propose(comment_id: str) -> Response:
    """Propose a quote of a comment."""
    form = QuoteForm()
    form.code.choices = ["", *shipped().published]
    if not form.validate_on_submit():
        flash("Write the quote and choose what it is. Nothing was saved.")
        return redirect(url_for("comments.one", comment_id=comment_id))
    try:
        with web.writing() as writer:
            quotes.propose(
                writer, comment_id,
                kind=form.kind.data, text=form.text.data, code=form.code.data or "",
                account=web.who().id,
            )  # fmt: skip
            web.note(writer, "quote_proposed", comment=comment_id, kind=form.kind.data)
    except QuoteProblem as error:
        flash(str(error))
        return redirect(url_for("comments.one", comment_id=comment_id))
    flash("The quote is on the list for the next release.")
    return redirect(url_for("quotes.listing"))


@blueprint.post("/<quote_id>/approve")
def approve(quote_id: str) -> Response:
    """Approve somebody else's quote."""
    try:
        with web.writing() as writer:
            quotes.approve(writer, quote_id, web.who().id)
            web.note(writer, "quote_approved", quote=quote_id)
    except QuoteProblem as error:
        flash(str(error))
    return redirect(url_for("quotes.listing"))


@blueprint.post("/<quote_id>/remove")
def remove(quote_id: str) -> Response:
    """Take a quote off the list."""
    with web.writing() as writer:
        quotes.remove(writer, quote_id)
        web.note(writer, "quote_removed", quote=quote_id)
    return redirect(url_for("quotes.listing"))
