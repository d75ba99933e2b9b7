"""Error pages: what happened, that nothing was lost, what to do. Never a trace."""

from __future__ import annotations

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from survey.logging import log

WORDS = {
    400: (
        "That did not work",
        "The form was not complete, so nothing was saved. Go back, look at it and try again.",
    ),
    401: ("You are signed out", "Nothing was saved by this step. Sign in and do it again."),
    403: (
        "Not for your account",
        "Your role does not include this page. Nothing was changed. If you need it for your work, "
        "ask an admin of the team to change your roles.",
    ),
    404: (
        "There is nothing here",
        "The page or item does not exist, or no longer does: somebody may have dealt with it. "
        "Nothing of yours was lost.",
    ),
    405: (
        "That did not work",
        "This address cannot be used like that. Nothing was changed: use the links and buttons.",
    ),
    413: ("That is too large", "The file or form is larger than what is taken. Nothing was saved."),
    429: (
        "Too many attempts",
        "Nothing was lost. Wait a few minutes, then try again.",
    ),
    500: (
        "Something went wrong on our side",
        "Nothing that was saved before is lost. Try again; if it happens again, tell the person "
        "who runs this installation, with the time and what you were doing.",
    ),
    503: (
        "The database is busy",
        "A long piece of work is writing. Nothing was lost; try again in a minute.",
    ),
}
FORM_EXPIRED = (
    "The form is too old",
    "You were signed out, or signed in anew, since the page was opened. Nothing was saved. "
    "Go back, reload the page, and try again.",
)


def install(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unexpected)


def page(status: int, words: tuple[str, str]) -> tuple[str, int]:
    """An error page."""
    return render_template("review/error.html", title=words[0], advice=words[1]), status


def _http(error: Exception) -> tuple[str, int]:
    status = getattr(error, "code", None) or 500
    return page(status, WORDS.get(status, WORDS[400 if status < 500 else 500]))


def _wrong_host(_error: Exception) -> tuple[str, int]:
    # No address can be built for a page of ours while the host is not one of ours.
    return "The address is not one of this app's. Use the address you were given.", 400


def _form_expired(_error: Exception) -> tuple[str, int]:
    return page(400, FORM_EXPIRED)


def _busy(error: Exception) -> tuple[str, int]:
    log("too_busy" if "locked" in str(error) else "error_page", error)
    status = 503 if "locked" in str(error) else 500
    return page(status, WORDS[status])


def _unexpected(error: Exception) -> tuple[str, int]:
    log("error_page", error)
    return page(500, WORDS[500])
