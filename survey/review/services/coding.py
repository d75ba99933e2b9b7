"""Lets the machine code comments, and keeps which codes stand.

A code stands when it comes from what two people settled, else from a person, else from the
machine. A comment that was read and fits no code carries the code ``none``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from analysis.coding.frame import Frame
from analysis.coding.result import Coded, CodeHit
from analysis.dataset import NO_CODE
from analysis.dataset import Comment as PlainComment
from survey.review.models.answers import Comment
from survey.review.models.coding import MACHINE, Coding, MachineReading
from survey.review.services import queue, safeguarding, tallies

BATCH = 500
URGENT = "urgent"
Progress = Callable[[int, int], None]


class MachineCoder(Protocol):
    """What :class:`analysis.coding.coder.Coder` offers."""

    frame: Frame

    def code(self, comments: Sequence[PlainComment]) -> Iterable[Coded]:
        """Code comments, one result each."""


def uncoded(session: Session, frame_version: str, model: str = "") -> int:
    """How many comments the machine has not read with this frame and this model."""
    return session.scalar(_uncoded(frame_version, model, func.count(Comment.id))) or 0


def _uncoded(frame_version: str, model: str, *columns: Any) -> Any:
    same = (MachineReading.frame_version == frame_version, MachineReading.model == model)
    read = exists().where(MachineReading.comment == Comment.id, *same)
    return select(*columns).where(~read)


def run(
    session: Session, coder: MachineCoder, progress: Progress | None = None, model: str = ""
) -> int:
    """Code every comment that was not coded with the coder's frame and model; return how many.

    The caller commits. A long run calls :func:`run_batch`, commits after each, and ends with
    :func:`finish`.
    """
    total, done = uncoded(session, coder.frame.version, model), 0
    while count := run_batch(session, coder, model):
        done += count
        if progress:
            progress(done, total)
    finish(session, coder.frame)
    return done


def finish(session: Session, frame: Frame) -> None:
    """After the last batch: count the codes anew, and make the queue for people."""
    tallies.rebuild_codes(session)
    queue.fill(session, frame)


def run_batch(session: Session, coder: MachineCoder, model: str = "") -> int:
    """Code the next comments (at most :data:`BATCH`); return how many, 0 when none is left.

    ``model`` is the id of the team's own model that the coder uses, or empty.
    """
    columns = (
        Comment.id, Comment.response, Comment.questionnaire,
        Comment.question, Comment.text, Comment.language,
    )  # fmt: skip
    query = _uncoded(coder.frame.version, model, *columns).order_by(Comment.id).limit(BATCH)
    comments = [PlainComment(*row) for row in session.execute(query)]
    if comments:
        _write(session, list(coder.code(comments)), coder.frame.version, model)
    return len(comments)


def _write(session: Session, coded: list[Coded], frame_version: str, model: str) -> None:
    ids = [result.id for result in coded]
    by_people = set(
        session.scalars(
            select(Coding.comment).where(Coding.comment.in_(ids), Coding.coder != MACHINE)
        )
    )
    session.execute(delete(Coding).where(Coding.comment.in_(ids), Coding.coder == MACHINE))
    session.execute(delete(MachineReading).where(MachineReading.comment.in_(ids)))
    session.execute(insert(MachineReading), [_reading(r, frame_version, model) for r in coded])
    given = [row for r in coded for row in _codings(r, frame_version, r.id not in by_people)]
    if given:
        session.execute(insert(Coding), given)
    urgent = [r.id for r in coded if any(hit.code == URGENT for hit in r.codes)]
    safeguarding.flag(session, urgent, int(time.time()))


def _reading(result: Coded, frame_version: str, model: str) -> dict[str, Any]:
    return {
        "comment": result.id,
        "frame_version": frame_version,
        "model": model,
        "sentiment": result.sentiment,
        "polarity": float(result.polarity),
        "subjectivity": float(result.subjectivity),
        "assessments": [[a.words, a.polarity, a.subjectivity] for a in result.assessments],
        "needs_person": list(result.needs_person),
        "urgent": any(hit.code == URGENT for hit in result.codes),
    }


def _codings(result: Coded, frame_version: str, stands: bool) -> Iterable[dict[str, Any]]:
    given = [(hit.code, float(hit.score), _evidence(hit)) for hit in result.codes]
    # What it cannot read (another language) it has not coded: a person must.
    unread = "language" in result.needs_person
    for code, score, evidence in given or ([] if unread else [(NO_CODE, 1.0, [])]):
        yield {
            "comment": result.id,
            "coder": MACHINE,
            "code": code,
            "frame_version": frame_version,
            "score": score,
            "evidence": evidence,
            "stands": stands,
        }


def _evidence(hit: CodeHit) -> list[Any]:
    return [[piece.start, piece.end, piece.words, piece.rule] for piece in hit.evidence]
