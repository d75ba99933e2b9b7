"""A respondent at a test client: reads the forms on the page and answers them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.box.envelope import open_envelope
from survey.box.schema import PIECE_DATA, pend
from survey.box.store import reading
from survey.collect.parts import Parts
from survey.collect.state import State

Given = Mapping[str, "str | Sequence[str]"]


@dataclass
class Respondent:
    """Keeps the page that was last shown."""

    client: FlaskClient
    page: TestResponse = field(init=False)
    _read: tuple[TestResponse, BeautifulSoup] | None = None

    @property
    def html(self) -> BeautifulSoup:
        if self._read is None or self._read[0] is not self.page:
            self._read = (self.page, BeautifulSoup(self.page.text, "lxml"))
        return self._read[1]

    @property
    def at(self) -> str:
        """The address of the page that is shown."""
        return self.page.request.path

    @property
    def heading(self) -> str:
        found = self.html.find("h1")
        return found.get_text(" ", strip=True) if found else ""

    @property
    def words(self) -> str:
        main = self.html.find("main")
        return main.get_text(" ", strip=True) if main else ""

    @property
    def errors(self) -> list[str]:
        return [item.get_text(strip=True) for item in self.html.select(".error-summary li")]

    def get(self, address: str) -> Respondent:
        self.page = self.client.get(address, follow_redirects=True)
        return self

    def submit(self, given: Given | None = None, press: str = "") -> Respondent:
        """Fill the page's form as a browser would, and press a button (``press``: its value)."""
        form = self.html.find("form")
        assert isinstance(form, Tag), f"no form on {self.at}"
        data: dict[str, Any] = {
            str(field["name"]): field.get("value", "")
            for field in form.select("input[type=hidden], input[type=text]")
        }
        data |= given or {}
        if press:
            data["go"] = press
        self.page = self.client.post(str(form["action"]), data=data, follow_redirects=True)
        return self

    def begin(self, survey: str = "parent") -> Respondent:
        """As far as the first question."""
        self.get("/which").submit({"survey": survey})
        self.submit({"agree": "yes"})
        assert self.at == "/survey/1", self.page.text
        return self

    def finish(self) -> Respondent:
        """From anywhere to the send page."""
        self.get("/details")
        while self.at.startswith("/about-you"):
            self.submit(press="finish")
        return self

    @property
    def cookie(self) -> str:
        found = self.client.get_cookie("s")
        return found.value if found else ""


def pending(parts: Parts, private_key: bytes) -> list[dict[str, Any]]:
    """What the envelopes in the mixing pool hold, opened."""
    with reading(parts.engine) as connection:
        pieces = [row.piece for row in connection.execute(pend.select()) if row.piece[0]]
    envelopes: dict[bytes, dict[int, bytes]] = {}
    for piece in pieces:
        envelopes.setdefault(piece[2:18], {})[piece[1]] = piece[-PIECE_DATA:]
    assert sum(map(len, envelopes.values())) == len(pieces), "an envelope lies in the pool twice"
    return [
        json.loads(open_envelope(b"".join(parts[n] for n in sorted(parts)), private_key))
        for parts in envelopes.values()
    ]


def secret(respondent: Respondent) -> bytes:
    """What the respondent's cookie holds."""
    return base64.urlsafe_b64decode(respondent.cookie + "=")


def state(respondent: Respondent, parts: Parts) -> State:
    """What is kept of a respondent's answers."""
    kept = parts.progress.read(secret(respondent))
    assert kept is not None
    return kept.state
