"""The audit log, for the auditor: every entry, and the head to keep elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from survey.review import web
from survey.review.services import audit

blueprint = Blueprint("log", __name__, url_prefix="/log")


@blueprint.get("/")
def listing() -> str:
    """The newest entries, and on to older ones."""
    session = web.reading()
    entries = audit.page(session, request.args.get("before", 0, type=int))
    return render_template("review/log.html", entries=entries, head=audit.current(session))


@blueprint.get("/head")
def head() -> Response:
    """The head of the chain as one line of text, to print or publish."""
    return Response(f"{audit.current(web.reading())}\n", mimetype="text/plain")
