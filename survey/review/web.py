"""What every view needs: the request's sessions, who is asking, and the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, request
from nacl.secret import SecretBox
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.config import Settings
from survey.review import database, secret
from survey.review.services import audit
from survey.review.services.factors import Site
from survey.review.services.jobs import JobFiles
from survey.review.services.originals import TextKeys


@dataclass(frozen=True, slots=True)
class Parts:
    """What the app holds: settings, database, keys of originals, job files, and a clock."""

    settings: Settings
    engine: Engine
    text_keys: TextKeys
    job_files: JobFiles
    clock: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class Who:
    """The signed-in person; ``roles`` are those in force.

    ``confirmed`` is when they last proved who they are (UNIX); ``vouched`` whether somebody
    confirmed that the account is theirs.
    """

    id: str
    name: str
    roles: frozenset[str]
    token_hash: str
    stage: str
    confirmed: int
    vouched: bool


def install(app: Flask, parts: Parts) -> None:
    """Give the app its parts, and close sessions at the end of each request."""
    app.extensions["heard"] = parts
    app.teardown_appcontext(_close)


def parts() -> Parts:
    """The parts of the app that is serving."""
    return cast(Parts, current_app.extensions["heard"])


def settings() -> Settings:
    """The settings of the instance."""
    return parts().settings


def now() -> int:
    """UNIX time in whole seconds."""
    return int(parts().clock())


def reading() -> Session:
    """The request's reading session: one transaction, one view of the data."""
    if "reading" not in g:
        g.reading = database.reader(parts().engine)
    return cast(Session, g.reading)


@contextmanager
def writing() -> Iterator[Session]:
    """A writing session, committed once at the end of the block."""
    _close()
    with database.writing(parts().engine) as session:
        audit.keep_head(session, parts().settings.review_folder / audit.FILE)
        yield session


def note(session: Session, event: str, /, **facts: str | int | bool | list[str]) -> None:
    """Put what the signed-in person does into the audit log, in the same transaction."""
    person = who()
    audit.note(session, event, at=now(), account=person.id, name=person.name, **facts)


def who() -> Who:
    """The person who is signed in; only for views that need one."""
    return cast(Who, g.who)


def account_box() -> SecretBox:
    """What seals the secrets of authenticator apps."""
    return SecretBox(secret.read(settings().review_folder, secret.ACCOUNTS))


def site() -> Site:
    """This app as passkeys know it."""
    return Site(request.host.partition(":")[0], request.host_url.rstrip("/"))


def _close(_error: BaseException | None = None) -> None:
    session = g.pop("reading", None)
    if session is not None:
        session.close()
