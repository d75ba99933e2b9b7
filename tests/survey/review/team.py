"""A review app to test: its clock, its team, and browsers that keep cookies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from nacl.secret import SecretBox
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from survey.config import Settings
from survey.review import access
from survey.review.app import create_app
from survey.review.database import reader, writing
from survey.review.models.people import Account
from survey.review.secret import ACCOUNTS, read
from survey.review.services import accounts, factors, opening, sign_ins
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
        self.authenticators: dict[str, str] = {}

    def browser(self) -> Browser:
        return Browser(self.app)

    def add(self, name: str, *roles: str, second: bool = True) -> str:
        """An account with a real passphrase and, if wanted, an authenticator; returns its id."""
        with writing(self.engine) as session:
            account = accounts.create(session, name, PASSPHRASE, roles)
            if second:
                secret = self.authenticators[name] = factors.new_secret()
                box = SecretBox(read(self.settings.review_folder, ACCOUNTS))
                factors.set_totp(account, box, secret, 0)
            return account.id

    def code(self, name: str) -> str:
        """What the person's authenticator shows; time goes on, so that each is a new one."""
        self.clock.now += factors.STEP
        return pyotp.TOTP(self.authenticators[name]).at(self.clock.now)

    def sign_in(self, name: str) -> Browser:
        """A browser in which the person has signed in with both steps."""
        browser = self.browser()
        browser.sign_in(name)
        given = {"way": "code", "answer": self.code(name)}
        browser.post("/sign-in/second", given, page="/sign-in/second")
        return browser

    def signed_in(
        self,
        *roles: str,
        name: str = "",
        stage: str = sign_ins.IN,
        vouched: str = "a test",
        proved: bool = False,
    ) -> Browser:
        """A browser that is signed in with these roles; no passphrase is involved.

        ``proved``: the person has just proved again who they are.
        """
        with writing(self.engine) as session:
            account = Account(
                name=name or "-".join(roles), passphrase="x", roles=sorted(roles), vouched=vouched
            )
            session.add(account)
            session.flush()
            now = self.clock.now
            token = sign_ins.begin(session, account, now, stage, now if proved else 0)
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

    def rows(self, query: Any) -> list[Any]:
        """All rows of a query, as tuples."""
        with reader(self.engine) as session:
            return [tuple(row) for row in session.execute(query)]
