"""The lane: held answers, taken in or left out by a person, a whole questionnaire at a time.

There is no choosing among them: whoever could pick single answers could pick opinions. What helps
to decide is what a flood looks like: how many are the same, and what their words say.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.dataset import Comment
from survey.review.models.answers import Held, Wave
from survey.review.services import danger, definitions, held, masking, opening
from survey.review.services.held import Answer
from survey.review.services.originals import TextKeys

SHOWN = 100
"""Comments that are shown to whoever decides; those that read as danger come first."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Held answers of one wave to one questionnaire; ``urgent`` of them may say that somebody
    needs help now."""

    wave: str
    questionnaire: str
    n: int
    urgent: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A masked comment: what was asked, what was written, whether it reads as danger."""

    question: str
    text: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class View:
    """What a person sees before deciding. ``alike``: answers that are the same as another one,
    in every choice and word; ``most``: how often the most frequent one came."""

    lane: Lane
    alike: int
    most: int
    with_words: int
    comments: list[Words]


def waiting(session: Session) -> list[Lane]:
    """Every lane that waits for a decision: those that may hold danger first, then by wave and
    questionnaire."""
    urgent = func.count().filter(Held.urgent)
    query = select(Held.wave, Held.questionnaire, func.count(), urgent)
    rows = session.execute(query.group_by(Held.wave, Held.questionnaire))
    return sorted(
        (Lane(*row) for row in rows),
        key=lambda lane: (not lane.urgent, lane.wave, lane.questionnaire),
    )


def to_be_read(session: Session) -> list[Lane]:
    """The lanes that a person reads first, because an answer there may say that somebody needs
    help now."""
    return [one for one in waiting(session) if one.urgent]


def find(session: Session, wave: str, questionnaire: str) -> Lane | None:
    """One lane, or None when nothing is held there."""
    return next(
        (one for one in waiting(session) if (one.wave, one.questionnaire) == (wave, questionnaire)),
        None,
    )


def view(session: Session, keys: TextKeys, lane: Lane) -> View:
    """What helps to decide about a lane. Words are masked as everywhere."""
    answers = [answer for _id, answer in held.read(session, keys, lane.wave, lane.questionnaire)]
    entries = definitions.by_version(session)
    fits = {version: definitions.Fit(entry) for version, entry in entries.items()}
    texts = [fits[answer.version].texts(answer.answers) for answer in answers]
    same = Counter(json.dumps(answer.answers, sort_keys=True) for answer in answers)
    return View(
        lane,
        alike=sum(n for n in same.values() if n > 1),
        most=max(same.values(), default=0),
        with_words=sum(bool(words) for words in texts),
        comments=_comments(answers, texts),
    )


def _comments(answers: list[Answer], texts: list[dict[str, str]]) -> list[Words]:
    """Different comments only, the dangerous ones first."""
    some = {
        (answer.questionnaire, question, words): None
        for answer, found in zip(answers, texts, strict=True)
        for question, words in found.items()
    }
    plain = [Comment("", "", audience, question, text) for audience, question, text in some]
    # Read as at opening, before masking: what was counted as danger there is found here.
    read = sorted(zip(danger.found(plain), plain, strict=True), key=lambda each: not each[0])
    shown: dict[tuple[str, str], Words] = {}
    for urgent, one in read:
        text = masking.mask(one.text)
        shown.setdefault((one.question, text), Words(one.question, text, urgent))
        if len(shown) == SHOWN:
            break
    return list(shown.values())


def take_in(session: Session, keys: TextKeys, lane: Lane, today: date) -> opening.Stored:
    """Let the answers of a lane count, as if they had just been opened. The caller commits."""
    found = list(held.read(session, keys, lane.wave, lane.questionnaire))
    held.remove(session, (identity for identity, _answer in found))
    return opening.take_in(session, [answer for _id, answer in found], keys, today)


def drop(session: Session, lane: Lane) -> int:
    """Leave the answers of a lane out, for good; how many. Only their number is kept."""
    query = select(Held.id).where(Held.wave == lane.wave, Held.questionnaire == lane.questionnaire)
    ids = list(session.scalars(query))
    held.remove(session, ids)
    session.get_one(Wave, lane.wave).dropped += len(ids)
    return len(ids)
