"""Answers that were marked at sending: kept locked and uncounted until a person has decided.

The whole answer lies under the wave's text key, so that it goes with the original words when that
key is destroyed, in every backup. Nothing here knows which envelope an answer came in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.review.models.answers import Held
from survey.review.models.base import random_id
from survey.review.services.originals import TextKeys

FIELDS = ("wave", "questionnaire", "version", "week", "language", "answers", "tag")


@dataclass(slots=True)
class Answer:
    """A held answer, unlocked. It has the shape of an opened response; ``hash`` is not known."""

    wave: str
    questionnaire: str
    version: str
    week: str
    language: str
    answers: Mapping[str, Any]
    tag: str
    hash: str = ""
    look: bool = False


def row(response: Any, keys: TextKeys, *, urgent: bool) -> dict[str, Any]:
    """The row in which an opened response (with all of :data:`FIELDS`) is held.

    ``urgent``: its words may say that somebody needs help now; nothing else of them is kept open.
    """
    document = {name: getattr(response, name) for name in FIELDS}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return {
        "id": random_id(),
        "wave": response.wave,
        "questionnaire": response.questionnaire,
        "sealed": keys.seal(response.wave, text),
        "urgent": urgent,
    }


def read(
    session: Session, keys: TextKeys, wave: str = "", questionnaire: str = ""
) -> Iterator[tuple[str, Answer]]:
    """Id and answer of all that are held, or those of one wave and questionnaire, by id."""
    query = select(Held.id, Held.wave, Held.sealed).order_by(Held.id)
    if wave:
        query = query.where(Held.wave == wave, Held.questionnaire == questionnaire)
    for identity, name, sealed in session.execute(query).all():
        yield identity, Answer(**json.loads(keys.open(name, sealed)))


def remove(session: Session, ids: Iterable[str]) -> None:
    """Remove some of what is held."""
    for identity in ids:
        session.execute(delete(Held).where(Held.id == identity))
