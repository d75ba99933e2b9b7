"""The runner: does long work outside the web workers, job after job, then ends.

``python -m survey.review.runner --instance FOLDER`` does every job that waits, and every job
whose runner died. With ``--job ID`` it does that one, and reads a private key (hex) from its
standard input when the job needs one: a key is never written anywhere.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.config import Settings, load_settings
from survey.logging import log, set_up
from survey.review import database
from survey.review.models.people import Account
from survey.review.services import audit, jobs
from survey.review.services.jobs import Cancelled, JobFiles, Progress
from survey.review.services.originals import TextKeys

OFTEN = 0.3
"""Seconds between two notes of progress."""


@dataclass
class Task:
    """A job under way, as its handler sees it. ``key`` is a private key, if one was given.

    ``asked_by`` is the account of who asked for it; ``name`` says who it was when nobody's did.
    """

    settings: Settings
    engine: Engine
    arguments: dict[str, Any]
    progress: Callable[[int, int], None]
    key: bytes = b""
    asked_by: str = ""
    name: str = ""

    def log(self, session: Session, event: str, **facts: str | int) -> None:
        """Put what the job did into the audit log, in the name of who asked for it."""
        by = session.get(Account, self.asked_by)
        name = by.name if by else self.name
        folder = self.settings.review_folder
        audit.log(session, folder, event, account=self.asked_by, name=name, **facts)


class Hopeless(Exception):  # noqa: N818 - says what a person can mend
    """The job cannot be done; the message says why and what to do."""


def code(task: Task) -> tuple[str, str]:
    """Code every comment that the machine has not read; batch by batch, so nothing is lost."""
    from survey.review.services import coding, retraining

    try:
        with database.reader(task.engine) as session:
            coder, model = retraining.coder(session, task.settings)
            done, total = 0, coding.uncoded(session, coder.frame.version, model)
    except retraining.ModelProblem as error:
        raise Hopeless(str(error)) from None
    while True:
        with database.writing(task.engine) as session:
            count = coding.run_batch(session, coder, model)
        if not count:
            break
        done += count
        task.progress(done, total)
    with database.writing(task.engine) as session:
        coding.finish(session, coder.frame)
        task.log(session, "coded", comments=done, model=model or "shipped")
    return "", f"{done:,} comments were coded."


def release(task: Task) -> tuple[str, str]:
    """Make a release of a wave, then its reports."""
    from survey.review.services import releases

    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the team's own calendar day
    try:
        with database.writing(task.engine) as session:
            release_id = releases.create(
                session, task.settings, wave=task.arguments["wave"], today=today,
                choice=releases.Choice.of(task.arguments),
                progress=lambda done, total: task.progress(done, total + 2),
            )  # fmt: skip
    except releases.ReleaseProblem as error:
        raise Hopeless(str(error)) from None
    releases.report(task.settings, release_id, pdf=False)
    with database.writing(task.engine) as session:
        jobs.ask(session, "report", {"release": release_id}, task.asked_by, int(time.time()))
    return release_id, f"Release {release_id} is ready to be read; its PDF is being written."


def check(task: Task) -> tuple[str, str]:
    """Attack a release again, together with every earlier one."""
    from analysis.release.read import ReleaseError
    from survey.review.services import releases

    release_id = task.arguments["release"]
    try:
        found = releases.shelf(task.settings).check(release_id, progress=task.progress)
    except ReleaseError as error:
        raise Hopeless(str(error)) from None
    if found:
        return release_id, f"{len(found):,} problems keep it from being published: {found[0]}"
    return release_id, "The attack found nothing that can be recovered. It can be published."


def publish(task: Task) -> tuple[str, str]:
    """Attack a release once more and publish it, in the name of who asked for the job.

    The attack holds no transaction, so that nobody waits for it.
    """
    from survey.review.models.work import ReleaseRow
    from survey.review.services import publishing, releases

    release_id, today = task.arguments["release"], datetime.date.today().isoformat()  # noqa: DTZ011
    shelf = releases.shelf(task.settings)
    try:
        with database.reader(task.engine) as session:
            publishing.require_second(session.get_one(ReleaseRow, release_id), task.asked_by)
        out = shelf.states().get(release_id, {}).get("state") == publishing.PUBLISHED
        if not out:  # else an earlier run was interrupted just before its end
            publishing.put_out(shelf, release_id, today, task.progress)
    except publishing.NotPublished as error:
        raise Hopeless(str(error)) from None
    with database.writing(task.engine) as session:
        row = session.get_one(ReleaseRow, release_id)
        row.state, row.published_by = publishing.PUBLISHED, task.asked_by
        task.log(session, "published", release=release_id)
    return release_id, f"Release {release_id} is published and signed."


def train(task: Task) -> tuple[str, str]:
    """Train a model on what people coded, and offer it with the comparison."""
    from survey.review.services import retraining

    try:
        with database.reader(task.engine) as session:
            retraining.require_enough(session)
            examples = retraining.gold(session)
            model_id = retraining.new_id(session)
            previous = retraining.path(session, task.settings)
    except retraining.ModelProblem as error:
        raise Hopeless(str(error)) from None
    found = retraining.train(
        examples, task.settings, model_id=model_id, previous=previous, progress=task.progress
    )
    with database.writing(task.engine) as session:
        retraining.offer(session, model_id, found, datetime.date.today().isoformat())  # noqa: DTZ011
        task.log(session, "model_trained", model=model_id, comments=len(examples))
    return model_id, "The model is trained. Compare it with the one in use, then adopt or drop it."


def report(task: Task) -> tuple[str, str]:
    """Write the summary of a release again."""
    from survey.review.services import releases

    releases.report(task.settings, task.arguments["release"])
    return task.arguments["release"], "The summary is ready."


def export(task: Task) -> tuple[str, str]:
    """Make files of a release, or of checked records of its wave."""
    from analysis.release.read import ReleaseError
    from analysis.report.system import MissingLibraryError
    from survey.review.services import exports, releases

    wanted = task.arguments
    release_id, kind = wanted["release"], wanted["kind"]
    target = exports.folder(task.settings, release_id)
    given = {"language": wanted["language"], "progress": task.progress}
    try:
        if wanted["records"]:
            with database.reader(task.engine) as session:
                made = exports.records(
                    session, task.settings, release_id, kind=kind, target=target, **given
                )
        else:
            made = exports.release(task.settings, release_id, kind, target, **given)
    except (releases.ReleaseProblem, ReleaseError, MissingLibraryError) as error:
        raise Hopeless(str(error)) from None
    return release_id, f"{len(made)} files are ready."


def open_box(task: Task) -> tuple[str, str]:
    """Open an export that was uploaded; the upload is removed whatever happens."""
    from survey.box.opening import OpeningError
    from survey.definition import archive, codebook
    from survey.review.services import box_file

    path = Path(task.arguments["file"])
    try:
        with database.writing(task.engine) as session:
            stored = box_file.open_file(
                session, path, task.key,
                codebook=codebook.document(archive.asked(task.settings)),
                keys=TextKeys(task.settings.review_folder),
                closed=bool(task.arguments.get("closed")),
                progress=task.progress,
            )  # fmt: skip
            by = session.get(Account, task.asked_by)
            box_file.log(
                session, task.settings.review_folder, stored, wave=task.arguments.get("wave", ""),
                account=task.asked_by, name=by.name if by else "",
            )  # fmt: skip
    except OpeningError as error:
        raise Hopeless(str(error).replace(str(path), "The file")) from None
    finally:
        path.unlink(missing_ok=True)
    with database.writing(task.engine) as session:
        jobs.ask(session, "code", {}, "", int(time.time()))
    return "", box_file.in_words(stored)


HANDLERS: dict[str, Callable[[Task], tuple[str, str]]] = {
    "check": check,
    "code": code,
    "export": export,
    "open": open_box,
    "publish": publish,
    "release": release,
    "report": report,
    "train": train,
}
"""Kind of job -> what does it; returns (result, message for people)."""


STOPPED_AT_ONCE = frozenset({"check", "release", "report", "train"})
"""Kinds that may take minutes between two signs of progress and keep nothing until their end:
their process ends when somebody cancels them. What it leaves is what a power cut would leave."""


def run(settings: Settings, job_id: str, key: bytes = b"", *, alone: bool = False) -> None:
    """Do one job, if nobody else does it. ``alone``: the process is there for this only."""
    engine = database.make_engine(settings)
    files = JobFiles(settings.review_folder)
    with files.lock(job_id) as mine:
        if not mine:
            return
        with database.writing(engine) as session:
            job = jobs.take(session, job_id, has_key=bool(key))
            found = (job.kind, dict(job.arguments), job.asked_by) if job else None
        if found:
            task = Task(settings, engine, found[1], _teller(engine, files, job_id), key, found[2])
            if alone and found[0] in STOPPED_AT_ONCE:
                threading.Thread(target=_watch, args=(engine, job_id), daemon=True).start()
            _do(task, found[0], job_id)
    engine.dispose()


def _do(task: Task, kind: str, job_id: str) -> None:
    try:
        result, message = HANDLERS[kind](task)
    except Cancelled:
        return
    except Hopeless as error:
        failure = str(error)
    except Exception as error:  # the team is told that it did not work, whatever it was
        log("error_page", error)
        failure = "It went wrong on our side. Nothing was changed. Try again, or tell the person "
        failure += "who runs this installation."
    else:
        with database.writing(task.engine) as session:
            jobs.finish(session, job_id, result=result, message=message)
        return
    with database.writing(task.engine) as session:
        jobs.fail(session, job_id, failure)


def _watch(engine: Engine, job_id: str) -> None:
    """End this process, whatever it is doing, once the job is cancelled."""
    while True:
        time.sleep(1)
        with database.reader(engine) as session:
            if jobs.is_cancelled(session, job_id):
                os._exit(0)


def _teller(engine: Engine, files: JobFiles, job_id: str) -> Callable[[int, int], None]:
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < OFTEN and done < total:
            return
        last = time.monotonic()
        files.write(job_id, Progress(done, total))
        with database.reader(engine) as session:
            if jobs.is_cancelled(session, job_id):
                raise Cancelled

    return tell


def start(settings: Settings, job_id: str = "", key: bytes = b"") -> None:
    """Start a runner as a process of its own; the key goes to it through a pipe."""
    command = [sys.executable, "-m", "survey.review.runner"]
    command += ["--instance", str(settings.instance.resolve())]
    command += ["--job", job_id] if job_id else []
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(key.hex().encode())
        process.stdin.close()


def resume(settings: Settings) -> bool:
    """Start a runner when jobs wait or were interrupted, as after a restart of the machine."""
    files = JobFiles(settings.review_folder)
    left = [job_id for job_id in _waiting(settings) if not files.held(job_id)]
    if left:
        start(settings)
    return bool(left)


def main() -> None:
    """Do the jobs that wait, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instance", type=Path, required=True)
    parser.add_argument("--job", default="")
    given = parser.parse_args()
    set_up()
    settings = load_settings(given.instance)
    if given.job:
        run(settings, given.job, bytes.fromhex(sys.stdin.read()), alone=True)
    done: set[str] = set()
    while left := [job_id for job_id in _waiting(settings) if job_id not in done]:
        run(settings, left[0], alone=True)
        done.add(left[0])


def _waiting(settings: Settings) -> list[str]:
    engine = database.make_engine(settings)
    with database.reader(engine) as session:
        found = [job.id for job in jobs.for_anybody(session, int(time.time()))]
    engine.dispose()
    return found


if __name__ == "__main__":
    main()
