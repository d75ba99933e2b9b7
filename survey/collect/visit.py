"""One request of one respondent: the cookie, the answers under way, the language."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from flask import Response, g, request
from wtforms import Form

from survey.collect import cookie, tokens
from survey.collect.parts import Parts, parts
from survey.collect.progress import Kept, StorageError
from survey.collect.state import State
from survey.i18n import Language

F = TypeVar("F", bound=Form)

TRIES = 5
"""How often a change is tried again when another tab has written in between."""


class Visit:
    """Reads what is kept at most once a request; puts or deletes the cookie at its end."""

    def __init__(self, found: Parts) -> None:
        self.parts = found
        self.secret = cookie.read(request, found.https)
        self.new = False
        self.ended = False
        self._kept: Kept | None = None
        self._read = self.secret is None

    @property
    def state(self) -> State:
        """The answers under way; an empty state when there are none."""
        if not self._read and self.secret is not None:
            self._kept = self.parts.progress.read(self.secret)
            self._read = True
        return self._kept.state if self._kept else State()

    @property
    def language(self) -> Language:
        """The language of the page: the wanted one, or English where the chosen survey is not
        translated into it."""
        speaks = self.wanted.speaks(self.state.questionnaire)
        return self.wanted if speaks else self.parts.languages["en"]

    @property
    def wanted(self) -> Language:
        """The language that was chosen, else the browser's first that we speak, else English."""
        languages = self.parts.languages
        chosen = languages.get(self.state.language) or languages.get(self._preferred)
        return chosen or next(iter(languages.values()))

    @cached_property
    def _preferred(self) -> str:
        """The first of the browser's languages that we speak; "" for none."""
        return request.accept_languages.best_match(tuple(self.parts.languages)) or ""

    def begin(self) -> bytes:
        """The secret, made now if the browser has none yet."""
        if self.secret is None:
            self.secret = cookie.new_secret()
            self.new = True
        return self.secret

    @property
    def token(self) -> str:
        """The token for this browser's forms."""
        return tokens.token(self.begin(), self.parts.form_key)

    def change(self, decide: Callable[[State], State], *, durable: bool = False) -> State:
        """Keep ``decide(state)``; asks it again when another tab was quicker.

        Raises :class:`~survey.collect.progress.StorageError` when nothing can be kept.
        """
        secret = self.begin()
        for _ in range(TRIES):
            wanted = decide(self.state)
            if wanted == self.state:
                return wanted
            kept = self.parts.progress.write(secret, wanted, self._kept, durable=durable)
            if kept is not None:
                self._kept = kept
                return kept.state
            self.forget()
        raise StorageError("busy")

    def restart(self, secret: bytes | None = None) -> None:
        """Leave what this browser had, and begin with another cookie: a new one, or ``secret``."""
        self.secret, self.new = secret or cookie.new_secret(), True
        self._kept, self._read = None, secret is None

    def forget(self) -> None:
        """Read again at the next look: another request may have written."""
        self._read = self.secret is None

    def replace(self, **changes: object) -> State:
        """Keep the state with some fields changed."""
        return self.change(lambda state: dataclasses.replace(state, **changes))  # type: ignore[arg-type]

    def form(self, form: type[F]) -> F:
        """A form of ours filled from the request, with this browser's token in it."""
        context = (self.begin(), self.parts.form_key)
        filled: F = form(request.form, meta={"csrf_context": context})
        return filled

    def end(self) -> None:
        """Delete the cookie with this response: what was under way can never be read again."""
        self.ended = True


def visit() -> Visit:
    """The visit of the request being served."""
    found: Visit | None = g.get("visit")
    if found is None:
        found = g.visit = Visit(parts())
    return found


def put_cookie(response: Response) -> Response:
    """After a request: give the cookie to a browser that needs one, or take it back."""
    found: Visit | None = g.get("visit")
    if found is None:
        return response
    if cookie.from_elsewhere(request):
        return response  # the browser kept its cookie to itself: one from us might overwrite it
    if found.ended:
        cookie.delete(response, found.parts.https)
    elif found.new and found.secret is not None and response.status_code < 400:
        cookie.put(response, found.secret, found.parts.https)
    return response
