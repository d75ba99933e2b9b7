"""Lets a reader change the reading that they saved last, while nobody else has read the comment.

What was given first is kept beside what is given now, as a reading of the kind ``earlier``: it
stands no longer and is counted nowhere. Once another person has read the comment its codes are in
sight, and a change would not be blind any more: then the first reading stands.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.coding.frame import Frame
from analysis.dataset import NO_CODE
from survey.review.models.workbench import Reading, Task
from survey.review.services import queue, readings
from survey.review.services.readings import Given, ReadingProblem

TOO_LATE = (
    "That reading cannot be changed any more: somebody else has read the comment since, or you "
    "signed in anew. What you gave first stands. Nothing was changed."
)


def task_of(session: Session, reading_id: str, account: str, *, lock: bool = False) -> Task | None:
    """The task of a reading that its reader may change still; none when they may not.

    Nobody else may have read the comment: so a reading is the account's own, and none of two that
    were settled. One that was changed before has no task. ``lock`` holds it and its
    tasks, so that neither a reading nor a second click comes in between.
    """
    reading = session.get(Reading, reading_id, with_for_update=lock)
    if reading is None:
        return None
    ours = select(Task).where(Task.comment == reading.comment)
    ours = ours.with_for_update() if lock else ours
    task = next((task for task in session.scalars(ours) if task.kind == reading.kind), None)
    others = select(Reading.id).where(
        Reading.comment == reading.comment, Reading.account != account
    )
    return None if session.scalars(others.limit(1)).first() else task


def given(reading: Reading) -> Given:
    """What a reading says, as it was given."""
    codes = tuple(code for code in reading.codes if code != NO_CODE)
    return Given(codes, NO_CODE in reading.codes, reading.not_sure, reading.new_theme)


def change(
    session: Session, reading_id: str, now_given: Given, *, account: str, frame: Frame, now: int
) -> Reading:
    """Keep another reading in the place of this one; the caller commits.

    Raises :class:`ReadingProblem`. What was marked as urgent stays with the person on duty.
    """
    task = task_of(session, reading_id, account, lock=True)
    if task is None:
        raise ReadingProblem(TOO_LATE)
    earlier = session.get_one(Reading, reading_id)
    reading = readings.made(task, now_given, account, frame, earlier.seconds)
    earlier.kind = queue.EARLIER
    if earlier.not_sure and not reading.not_sure and reading.kind == queue.READ:
        _ask_nobody_else(session, task.comment)
    readings.keep(session, task, reading, now)
    return reading


def _ask_nobody_else(session: Session, comment: str) -> None:
    """The second reading that "not sure" asked for is not wanted, if nobody has begun it."""
    query = select(Task).where(Task.comment == comment, Task.kind == queue.SECOND)
    for task in session.scalars(query.where(Task.state == queue.WAITING)):
        session.delete(task)
