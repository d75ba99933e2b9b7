"""What is to be read next, and by whom.

Order of ranks: urgent (for the reviewer on duty), rare but serious, the audit sample, what the
machine was unsure of, the rest. Within a rank by uncertainty or at random. The audit sample is
random and drawn by response, because what is published counts people: all comments of a person
are in it, or none, when a number drawn from the response's random id lies under a bound. So
nobody chooses it and nothing about the content does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from analysis.coding.frame import Frame
from survey.review.models.answers import Comment
from survey.review.models.coding import Coding, MachineReading
from survey.review.models.workbench import Reading, Task

URGENT, SERIOUS, AUDIT, UNSURE, REST = range(5)
READ, BLIND, SECOND, SETTLE, REPEAT = "read", "audit", "second", "settle", "repeat"
EARLIER = "earlier"
"""The kind of a reading that its reader changed: kept, but it stands and counts nowhere."""

WAITING, HELD, DONE = "waiting", "held", "done"

SAMPLE = 300
"""Comments in the audit sample, if there are so many."""

HOLD = 30 * 60
"""Seconds for which a task is kept for the person who has it."""

REPEAT_SHARE = 0.05
REPEAT_AFTER = 3 * 24 * 3600
"""Share of readings that the same person does again, and after how many seconds."""

BATCH = 1000


def draw(comment_id: str, purpose: str = "audit") -> float:
    """A number in [0, 1) drawn from a random id; the same id gives the same number."""
    return int.from_bytes(hashlib.sha256(f"{purpose}:{comment_id}".encode()).digest()[:6]) / 2**48


def fill(session: Session, frame: Frame) -> int:
    """Make tasks for every comment that the machine has read and that has none; how many."""
    bound, made, last = _sample_bound(session), 0, ""
    while rows := _without_task(session, last):
        last = rows[-1][0].comment
        codes = _codes(session, [row.comment for row, _ in rows])
        tasks = [
            task
            for row, response in rows
            for task in _tasks(row, response, codes.get(row.comment, {}), frame, bound)
        ]
        session.execute(insert(Task), tasks)
        made += len(tasks)
    return made


def _sample_bound(session: Session) -> float:
    total = session.scalar(select(func.count()).select_from(Comment)) or 0
    return min(1.0, SAMPLE / total) if total else 1.0


def _without_task(session: Session, after: str) -> list[tuple[MachineReading, str]]:
    has_task = exists().where(Task.comment == MachineReading.comment)
    query = (
        select(MachineReading, Comment.response)
        .join(Comment, Comment.id == MachineReading.comment)
        .where(~has_task, MachineReading.comment > after)
        .order_by(MachineReading.comment)
        .limit(BATCH)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _codes(session: Session, ids: Collection[str]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    query = select(Coding.comment, Coding.code, Coding.score)
    for comment, code, score in session.execute(
        query.where(Coding.comment.in_(ids), Coding.coder == "machine")
    ):
        found.setdefault(comment, {})[code] = score
    return found


def _tasks(
    reading: MachineReading, response: str, codes: dict[str, float], frame: Frame, bound: float
) -> Iterable[dict[str, Any]]:
    sure = min((abs(score - 0.5) for score in codes.values()), default=0.0)
    if reading.urgent:
        rank, place = URGENT, 0.0
    elif set(codes) & set(frame.serious):
        rank, place = SERIOUS, draw(reading.comment, "order")
    elif reading.needs_person:
        rank, place = UNSURE, sure
    else:
        rank, place = REST, sure
    in_sample = draw(response) < bound
    if not in_sample or rank < AUDIT:
        yield _task(reading.comment, READ, rank, place)
    if in_sample:
        yield from _pair(reading.comment, response)


def _pair(comment: str, response: str) -> Iterable[dict[str, Any]]:
    """Two blind readings; a person's comments stand together, every first before the seconds."""
    place = draw(response, "order")
    yield _task(comment, BLIND, AUDIT, place)
    yield _task(comment, SECOND, AUDIT, place + 1)


def enlarge(session: Session, more: int) -> int:
    """Draw people into the audit sample until about *more* comments have joined it; how many.

    Those come next whose drawn number is the smallest; people of whom somebody read a comment
    with suggestions in view are left out for good.
    """
    sampled = select(Task.comment).where(Task.kind == BLIND)
    seen = select(Reading.comment).where(Reading.kind == READ)
    waiting: dict[str, list[str]] = {}
    known = select(Comment.response).where(or_(Comment.id.in_(sampled), Comment.id.in_(seen)))
    query = select(Comment.id, Comment.response).where(Comment.response.not_in(known))
    for comment, response in session.execute(query):
        waiting.setdefault(response, []).append(comment)
    tasks: list[dict[str, Any]] = []
    for response in sorted(waiting, key=draw):
        if len(tasks) >= 2 * more:
            break
        tasks += [task for comment in waiting[response] for task in _pair(comment, response)]
    _want_blind(session, tasks)
    return len(tasks) // 2


def _want_blind(session: Session, tasks: list[dict[str, Any]]) -> None:
    """Ask for blind readings in place of readings with suggestions that nobody has begun."""
    if not tasks:
        return
    ours = Task.comment.in_({task["comment"] for task in tasks})
    other = and_(Task.kind == READ, Task.state == WAITING, Task.rank > AUDIT)
    session.execute(delete(Task).where(ours, or_(other, Task.kind == SECOND)))
    session.execute(insert(Task), tasks)


def _task(comment: str, kind: str, rank: int, place: float) -> dict[str, Any]:
    return {
        "comment": comment, "kind": kind, "rank": rank, "place": place, "state": WAITING,
        "holder": "", "held_at": 0, "not_by": "", "only_by": "",
    }  # fmt: skip


def add(session: Session, comment: str, kind: str, rank: int, **fields: Any) -> None:
    """Ask for one more reading of a comment, if it has not been asked for yet."""
    known = select(Task.id).where(Task.comment == comment, Task.kind == kind)
    if session.scalar(known) is None:
        session.add(Task(**{**_task(comment, kind, rank, draw(comment, "order")), **fields}))
        session.flush()


def claim(session: Session, account: str, now: int, *, on_duty: bool = False) -> Task | None:
    """The task that the person has, or else the next one for them, which they have then.

    Nobody reads a comment twice, except where they are asked to repeat their own reading; what is
    urgent goes to the person on duty alone.
    """
    session.execute(
        update(Task)
        .where(Task.state == HELD, Task.held_at <= now - HOLD)
        .values(state=WAITING, holder="")
    )
    held = select(Task).where(Task.holder == account, Task.state == HELD)
    mine = session.scalars(held.order_by(Task.held_at.desc()).limit(1)).first()
    if mine is not None:
        return mine
    task = session.scalars(_next(account, now, on_duty=on_duty)).first()
    if task is not None:
        task.state, task.holder, task.held_at = HELD, account, now
        session.flush()
    return task


def _next(account: str, now: int, *, on_duty: bool) -> Any:
    # One state, and the order of the index (state, rank, place, id): nothing is sorted, and the
    # first row that fits ends the search however long the queue is.
    read_before = exists().where(Reading.comment == Task.comment, Reading.account == account)
    return (
        select(Task)
        .where(
            Task.state == WAITING,
            Task.rank >= (URGENT if on_duty else SERIOUS),
            Task.held_at <= now,
            Task.not_by != account,
            Task.only_by.in_(("", account)),
            or_(~read_before, Task.kind == REPEAT),
        )
        .order_by(Task.rank, Task.place, Task.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def waiting(session: Session) -> dict[tuple[int, str], int]:
    """(rank, kind) -> how many tasks are not done."""
    query = select(Task.rank, Task.kind, func.count()).where(Task.state != DONE)
    return {
        (row[0], row[1]): row[2] for row in session.execute(query.group_by(Task.rank, Task.kind))
    }


def wanted_blind(comment_id: Any) -> Any:
    """A condition: blind readings of this comment are still wanted."""
    kinds = Task.kind.in_((BLIND, SECOND))
    return exists().where(Task.comment == comment_id, kinds, Task.state != DONE)


def blind(session: Session, comments: Collection[str]) -> set[str]:
    """The comments whose codes nobody may see yet, because blind readings of them are wanted."""
    query = select(Comment.id).where(Comment.id.in_(comments), wanted_blind(Comment.id))
    return set(session.scalars(query))
