"""What people read when something goes wrong: what happened, that nothing is lost, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, make_response, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from survey.collect.progress import StorageError
from survey.collect.rendering import language
from survey.collect.visit import visit
from survey.definition.model import Text
from survey.logging import log

CONTEXT = "error page"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sort of trouble: a title, a few sentences."""

    title: Text
    sentences: tuple[Text, ...]


def _trouble(title: str, *sentences: str) -> Trouble:
    return Trouble(Text(CONTEXT, title), tuple(Text(CONTEXT, text) for text in sentences))


SAFE = "What you answered before is still here."

TROUBLES = {
    400: _trouble(
        "That did not arrive as it should",
        "The page you sent was not whole, or it was from an earlier visit.",
        SAFE,
        "Go on from here, and answer that page again.",
    ),
    404: _trouble(
        "There is no such page",
        "The address may be mistyped or old.",
        "Nothing you answered is lost.",
    ),
    405: _trouble(
        "That page cannot be used this way",
        "Nothing you answered is lost.",
    ),
    413: _trouble(
        "That was too long",
        "What you sent is longer than this website takes, so that page was not kept.",
        SAFE,
        "Go back in your browser, make your text shorter, and press “Continue” again.",
    ),
    429: _trouble(
        "Too many at once",
        "Many people are using this website from the same place just now.",
        SAFE,
        "Wait a few minutes and try again.",
    ),
    500: _trouble(
        "Something went wrong on our side",
        "It is not your fault. The last page may not have been kept.",
        SAFE,
        "Wait a moment and try again.",
    ),
    503: _trouble(
        "We could not keep that just now",
        "The computer that runs this website could not store it.",
        SAFE,
        "Wait a minute and try again.",
    ),
}
"""Status -> what is said. Any other status reads as 400 or 500, whichever is nearer."""


def add_error_pages(app: Flask) -> None:
    """Answer every failure with a page for people, and log only its type and place."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StorageError, _storage)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    response = _page(code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _storage(error: Exception) -> Response:
    log("not_stored", error)
    return _page(503)


def _unexpected(error: Exception) -> Response:
    log("error_page", error)
    return _page(500)


def _page(code: int) -> Response:
    known = code if code in TROUBLES else 500 if code >= 500 else 400
    try:
        html = _html(TROUBLES[known])
    except Exception as error:  # the page for errors must never fail itself
        log("error_page", error)
        html = _bare(TROUBLES[known])
    return make_response(html, code)


def _html(trouble: Trouble) -> str:
    under_way = bool(visit().state.questionnaire)
    say = language().catalogue.gettext
    return render_template(
        "errors/error.html",
        title=language().text(trouble.title),
        sentences=[language().text(text) for text in trouble.sentences],
        way_on="/survey" if under_way else "/",
        way_on_text=say("Go on") if under_way else say("Go to the start"),
    )


def _bare(trouble: Trouble) -> str:
    paragraphs = "".join(f"<p>{text.source}</p>" for text in trouble.sentences)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{trouble.title.source}</title></head><body><main>"
        f"<h1>{trouble.title.source}</h1>{paragraphs}"
        '<p><a href="/exit" id="exit" rel="nofollow noreferrer">Exit this page</a></p>'
        '<p><a href="/help">Get help now</a></p></main></body></html>'
    )
