"""Takes a person's reading of a comment, and settles which codes stand.

Codes stand in this order: what a third person settled, what the first reader gave, what the
machine gave. Two blind readings that differ ask for a third person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from analysis.coding.frame import Frame
from analysis.dataset import NO_CODE
from survey.review.models.answers import Comment
from survey.review.models.coding import MACHINE, Coding
from survey.review.models.workbench import Reading, Task
from survey.review.services import queue, safeguarding, tallies

AGREED = "agreed"
"""The ``coder`` of codes that a third person settled."""

LONGEST = 600
"""Seconds counted for one reading at most: whoever went for a walk was not reading."""

THEME = 200
"""Characters of a new theme."""


class ReadingProblem(Exception):  # noqa: N818 - says what a person can mend
    """Why a reading was not taken; the message is for people."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader says of a comment."""

    codes: tuple[str, ...]
    none_fits: bool = False
    not_sure: bool = False
    new_theme: str = ""


def take(
    session: Session, task: Task, given: Given, *, account: str, frame: Frame, now: int
) -> Reading:
    """Keep a reading of the task's comment; the caller commits. Raises :class:`ReadingProblem`."""
    if task.holder != account or task.state != queue.HELD:
        raise ReadingProblem(
            "This comment went back into the queue because it was open for half an hour. "
            "Nothing was saved; the next one is shown."
        )
    seconds = min(LONGEST, max(0, now - task.held_at))
    reading = made(task, given, account, frame, seconds)
    task.state = queue.DONE
    keep(session, task, reading, now)
    return reading


def made(task: Task, given: Given, account: str, frame: Frame, seconds: int) -> Reading:
    """A reading that is not kept yet. Raises :class:`ReadingProblem`."""
    return Reading(
        comment=task.comment, account=account, kind=task.kind, frame_version=frame.version,
        codes=_checked(given, frame), blind=is_blind(task.kind), not_sure=given.not_sure,
        new_theme=given.new_theme.strip()[:THEME], seconds=seconds,
    )  # fmt: skip


def keep(session: Session, task: Task, reading: Reading, now: int) -> None:
    """Keep a reading, let its codes stand, and ask for the readings that follow from it."""
    session.add(reading)
    session.flush()
    if task.kind != queue.REPEAT:
        before = _standing(session, task.comment)
        _keep_codes(session, reading)
        settle(session, task.comment, before)
    _ask_for_more(session, task, reading, now)


def is_blind(kind: str) -> bool:
    """Whether a reader of this kind of task sees no suggestion."""
    return kind in (queue.BLIND, queue.SECOND, queue.REPEAT)


def _checked(given: Given, frame: Frame) -> list[str]:
    codes = set(given.codes)
    if codes - set(frame.names):
        raise ReadingProblem("A code is not in the coding frame. Nothing was saved.")
    if codes and given.none_fits:
        raise ReadingProblem('Either codes, or "no code fits": not both. Nothing was saved.')
    if not codes and not given.none_fits and not given.not_sure and not given.new_theme.strip():
        raise ReadingProblem(
            'Choose a code, or "no code fits", "not sure" or a new theme. Nothing was saved yet.'
        )
    none = given.none_fits or (bool(given.new_theme.strip()) and not codes)
    return [NO_CODE] if none else sorted(codes)


def _standing(session: Session, comment_id: str) -> set[str]:
    stands = select(Coding.code).where(Coding.comment == comment_id, Coding.stands)
    return set(session.scalars(stands))


def _keep_codes(session: Session, reading: Reading) -> None:
    coder = AGREED if reading.kind == queue.SETTLE else reading.account
    mine = (Coding.comment == reading.comment) & (Coding.coder == coder)
    session.execute(delete(Coding).where(mine))
    if not reading.codes:
        return
    session.execute(
        insert(Coding),
        [
            {
                "comment": reading.comment, "coder": coder, "code": code, "score": 1.0,
                "frame_version": reading.frame_version, "evidence": [], "stands": False,
            }
            for code in reading.codes
        ],
    )  # fmt: skip


def settle(session: Session, comment_id: str, before: set[str]) -> None:
    """Mark the codes that stand, and move the tallies; ``before`` are those that stood."""
    comment = session.get_one(Comment, comment_id)
    codings = list(session.scalars(select(Coding).where(Coding.comment == comment_id)))
    coder = _whose(session, comment_id, {coding.coder for coding in codings})
    after = {coding.code for coding in codings if coding.coder == coder}
    ours = Coding.comment == comment_id
    session.execute(update(Coding).where(ours).values(stands=Coding.coder == coder))
    tallies.move(session, comment, before, after)


def _whose(session: Session, comment_id: str, coders: Collection[str]) -> str:
    if AGREED in coders:
        return AGREED
    readings = session.execute(
        select(Reading.account, Reading.kind).where(Reading.comment == comment_id)
    )
    by_kind = {kind: account for account, kind in readings}
    for kind in (queue.BLIND, queue.SECOND, queue.READ):
        if by_kind.get(kind) in coders:
            return by_kind[kind]
    return MACHINE


def _ask_for_more(session: Session, task: Task, reading: Reading, now: int) -> None:
    if "urgent" in reading.codes:
        safeguarding.flag(session, [task.comment], now)
    if reading.kind in (queue.BLIND, queue.SECOND):
        _compare(session, task.comment)
    elif reading.kind == queue.READ:
        _ask_second_and_repeat(session, reading, now)


def _ask_second_and_repeat(session: Session, reading: Reading, now: int) -> None:
    if reading.not_sure:
        queue.add(session, reading.comment, queue.SECOND, queue.UNSURE)
    if queue.draw(reading.comment, "repeat") < queue.REPEAT_SHARE:
        queue.add(
            session, reading.comment, queue.REPEAT, queue.REST,
            only_by=reading.account, held_at=now + queue.REPEAT_AFTER,
        )  # fmt: skip


def pair(session: Session, comment: str) -> tuple[Reading, Reading] | None:
    """The two readings that are compared: both blind ones, or a reading and the second one."""
    kinds = (queue.BLIND, queue.SECOND, queue.READ)
    query = select(Reading).where(Reading.comment == comment, Reading.kind.in_(kinds))
    found = {reading.kind: reading for reading in session.scalars(query)}
    first = found.get(queue.BLIND) or (
        None if _wanted(session, comment, queue.BLIND) else found.get(queue.READ)
    )
    second = found.get(queue.SECOND)
    return (first, second) if first and second else None


def _wanted(session: Session, comment: str, kind: str) -> bool:
    query = select(Task.id).where(Task.comment == comment, Task.kind == kind)
    return session.scalar(query) is not None


def _compare(session: Session, comment: str) -> None:
    both = pair(session, comment)
    if both is None:
        return
    one, two = both
    if set(one.codes) != set(two.codes) or one.not_sure or two.not_sure:
        queue.add(session, comment, queue.SETTLE, queue.AUDIT, place=0.0)
