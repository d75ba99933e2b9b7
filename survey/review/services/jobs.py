"""Long work outside the web workers: asked for in the database, done by a runner process.

Each job has two files in ``review/jobs``: ``ID.lock`` is locked by the runner that does it, so
that a runner that was killed is known at once, and ``ID.progress`` says how far it is.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.review.models.work import Job

MOST_TRIES = 3
"""A job whose runner died this often is given up: it would only die again."""

NEEDS_KEY = frozenset({"open"})
"""Kinds that cannot be taken up again, because the key was only in the dead runner's memory."""

STARTING = 60
"""Seconds that a runner with a key may need until it has taken its job."""

UNDER_WAY = ("waiting", "running")


class Cancelled(Exception):  # noqa: N818 - says what happened
    """Somebody cancelled the job; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; ``total`` is 0 while that is not known."""

    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        """Whole percent, 0 while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else 0


class JobFiles:
    """The folder with the lock and progress files of jobs."""

    def __init__(self, review_folder: Path) -> None:
        self.folder = review_folder / "jobs"

    def prepare(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def lock(self, job_id: str) -> Iterator[bool]:
        """Hold a job's lock; yields False when a living runner holds it already."""
        self.prepare()
        with (self.folder / f"{job_id}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def held(self, job_id: str) -> bool:
        """Whether a living runner does this job."""
        with self.lock(job_id) as free:
            return not free

    def write(self, job_id: str, progress: Progress) -> None:
        """Say how far a job is."""
        path = self.folder / f"{job_id}.progress"
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps([progress.done, progress.total]))
        draft.replace(path)

    def read(self, job_id: str) -> Progress:
        """How far a job is."""
        try:
            return Progress(*json.loads((self.folder / f"{job_id}.progress").read_text()))
        except (OSError, ValueError, TypeError):
            return Progress()

    def forget(self, job_id: str) -> None:
        """Remove a job's files."""
        for suffix in ("lock", "progress", "draft"):
            (self.folder / f"{job_id}.{suffix}").unlink(missing_ok=True)


def ask(session: Session, kind: str, arguments: dict[str, Any], by: str, now: int) -> Job:
    """Ask for a job. The same job is not asked for twice while it is under way."""
    for job in session.scalars(select(Job).where(Job.kind == kind, Job.state.in_(UNDER_WAY))):
        if job.arguments == arguments:
            return job
    job = Job(kind=kind, arguments=arguments, asked_by=by, asked=now)
    session.add(job)
    session.flush()
    return job


def under_way(session: Session) -> list[Job]:
    """Jobs that wait or run, the oldest first."""
    query = select(Job).where(Job.state.in_(UNDER_WAY)).order_by(Job.asked, Job.id)
    return list(session.scalars(query))


def for_anybody(session: Session, now: int) -> list[Job]:
    """The jobs that a runner without a key may take: not those whose own runner is starting."""
    return [
        job
        for job in under_way(session)
        if job.kind not in NEEDS_KEY or job.state == "running" or job.asked < now - STARTING
    ]


def take(session: Session, job_id: str, *, has_key: bool = False) -> Job | None:
    """Mark a job as running for the caller, who holds its lock; None when it is not to be done.

    A job found running belongs to a dead runner. It is tried again, or given up with a reason.
    """
    job = session.get(Job, job_id)
    if job is None or job.state not in UNDER_WAY:
        return None
    died = job.state == "running" and (job.kind in NEEDS_KEY or job.tries >= MOST_TRIES)
    if died or (job.kind in NEEDS_KEY and not has_key):
        job.state = "failed"
        job.message = "It was interrupted. Nothing was lost: start it again."
        return None
    job.state = "running"
    job.tries += 1
    return job


def finish(session: Session, job_id: str, *, result: str = "", message: str = "") -> None:
    """Mark a job as done, unless it was cancelled meanwhile."""
    job = session.get_one(Job, job_id)
    if job.state == "running":
        job.state, job.result, job.message = "done", result, message


def fail(session: Session, job_id: str, message: str) -> None:
    """Mark a job as failed, with what a person can do about it."""
    job = session.get_one(Job, job_id)
    if job.state == "running":
        job.state, job.message = "failed", message


def cancel(session: Session, job_id: str) -> bool:
    """Cancel a job that waits or runs; its runner stops at its next sign of progress."""
    job = session.get(Job, job_id)
    if job is None or job.state not in UNDER_WAY:
        return False
    job.state, job.message = "cancelled", "It was cancelled. Nothing was changed."
    return True


def is_cancelled(session: Session, job_id: str) -> bool:
    """Whether the job was cancelled."""
    return session.scalar(select(Job.state).where(Job.id == job_id)) == "cancelled"
