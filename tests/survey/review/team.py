"""A review app to test: its clock, its team, and browsers that keep cookies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from survey.config import Settings
from survey.review import access
from survey.review.app import create_app
from survey.review.database import reader, writing
from survey.review.models.people import Account
from survey.review.services import accounts, opening, sign_ins
from survey.review.services.originals import TextKeys
from tests.survey.review.answers import CODEBOOK, Export, OneResponse, parents

HOST = "http://localhost"
PASSPHRASE = "four quiet words here"
NOON = 1_800_000_000


class Clock:
    """UNIX time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class Browser:
    """A browser of the app: follows the form token like a person's browser does."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=HOST)

    def post(self, path: str, data: dict[str, Any] | None = None, page: str = "/") -> TestResponse:
        """Send a form from ``page``, with its token."""
        token = self.token(page)
        return self.client.post(path, data={**(data or {}), "csrf_token": token}, base_url=HOST)

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert found, f"{page} has no form"
        return found[1]

    def sign_in(self, name: str, passphrase: str = PASSPHRASE) -> TestResponse:
        given = {"name": name, "passphrase": passphrase}
        return self.post("/sign-in", given, page="/sign-in")


class Team:
    """An app with its database, and the people who use it."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings, self.engine, self.clock = settings, engine, Clock()
        self.app = create_app(settings, self.clock)
        self.app.testing = False

    def browser(self) -> Browser:
        return Browser(self.app)

    def add(self, name: str, *roles: str) -> str:
        """An account with a real passphrase; returns its id."""
        with writing(self.engine) as session:
            return accounts.create(session, name, PASSPHRASE, roles).id

    def signed_in(self, *roles: str, name: str = "") -> Browser:
        """A browser that is signed in with these roles; no passphrase is involved."""
        with writing(self.engine) as session:
            account = Account(name=name or "-".join(roles), passphrase="x", roles=sorted(roles))
            session.add(account)
            session.flush()
            token = sign_ins.begin(session, account, self.clock.now)
        browser = self.browser()
        browser.client.set_cookie(access.COOKIE, token, domain="localhost")
        return browser

    def open(self, responses: Iterable[OneResponse] | None = None) -> None:
        """Put answers into the database."""
        with writing(self.engine) as session:
            opening.store(
                session,
                Export(list(responses or parents(60))),
                keys=TextKeys(self.settings.review_folder),
                codebook=CODEBOOK,
            )

    def one(self, query: Any) -> Any:
        """The first column of the first row."""
        with reader(self.engine) as session:
            return session.scalar(query)
