"""Long work: it survives a killed runner, shows how far it is, and stops when it is cancelled."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlalchemy import select

from survey.review import runner
from survey.review.database import writing
from survey.review.models.audit import AuditEntry
from survey.review.models.work import Job
from survey.review.services import jobs, releases
from survey.review.services.jobs import JobFiles
from tests.survey.review.answers import parents
from tests.survey.review.team import Team


def ask(team: Team, kind: str, **arguments: str) -> str:
    with writing(team.engine) as session:
        return jobs.ask(session, kind, dict(arguments), "", 0).id


def state(team: Team, job_id: str) -> str:
    return str(team.one(select(Job.state).where(Job.id == job_id)))


def wait_for(what: Callable[[], bool], seconds: int = 60) -> None:
    for _ in range(seconds * 20):
        if what():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen")


def begin(team: Team) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "survey.review.runner"]
    return subprocess.Popen([*command, "--instance", str(team.settings.instance)])


@pytest.fixture
def released(team: Team) -> Team:
    """A team with one draft release, on which a check may run."""
    team.open(parents(200))
    with writing(team.engine) as session:
        releases.create(session, team.settings, today="2027-01-15")
    return team


def test_a_job_whose_runner_was_killed_goes_on_when_the_app_starts_again(
    released: Team,
) -> None:
    team, job_id = released, ask(released, "check", release="2027-01-15-1")
    files = JobFiles(team.settings.review_folder)
    first = begin(team)
    wait_for(lambda: state(team, job_id) == "running")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert state(team, job_id) == "running"
    assert not files.held(job_id)
    assert runner.resume(team.settings)
    wait_for(lambda: state(team, job_id) == "done")
    assert not runner.resume(team.settings), "nothing is left to do"


def test_an_attack_tells_how_far_it_is_and_what_it_found(released: Team) -> None:
    job_id = ask(released, "check", release="2027-01-15-1")
    runner.run(released.settings, job_id)
    told = JobFiles(released.settings.review_folder).read(job_id)
    assert told.done == told.total > 0
    assert state(released, job_id) == "done"
    assert "nothing that can be recovered" in released.one(select(Job.message))


def test_a_job_that_was_cancelled_stops_at_its_next_sign_of_progress(
    released: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = ask(released, "check", release="2027-01-15-1")
    told: list[int] = []
    write = JobFiles.write

    def cancel_first(self: JobFiles, job: str, progress: jobs.Progress) -> None:
        told.append(progress.done)
        write(self, job, progress)
        with writing(released.engine) as session:
            jobs.cancel(session, job)

    monkeypatch.setattr(JobFiles, "write", cancel_first)
    runner.run(released.settings, job_id)
    assert len(told) == 1
    assert state(released, job_id) == "cancelled"


def test_a_job_that_keeps_nothing_until_its_end_stops_at_once(team: Team) -> None:
    """The process ends although its work gives no sign of progress."""
    job_id = ask(team, "train")
    waiting = (
        "import sys, time; from pathlib import Path; from survey.config import load_settings;"
        "from survey.review import runner;"
        "runner.HANDLERS['train'] = lambda task: time.sleep(600);"
        f"runner.run(load_settings(Path(sys.argv[1])), {job_id!r}, alone=True)"
    )
    process = subprocess.Popen([sys.executable, "-c", waiting, str(team.settings.instance)])
    wait_for(lambda: state(team, job_id) == "running")
    browser = team.signed_in("coder")
    browser.post(f"/jobs/{job_id}/cancel", page=f"/jobs/{job_id}")
    assert process.wait(30) == 0
    assert state(team, job_id) == "cancelled"
    assert team.one(select(AuditEntry.event)) == "job_cancelled"


def test_a_job_whose_runner_dies_again_and_again_is_given_up(team: Team) -> None:
    job_id = ask(team, "code")
    for _ in range(jobs.MOST_TRIES):
        with writing(team.engine) as session:
            assert jobs.take(session, job_id) is not None
    with writing(team.engine) as session:
        assert jobs.take(session, job_id) is None
    assert state(team, job_id) == "failed"


def test_an_opening_without_its_key_is_not_taken_up_again(team: Team) -> None:
    job_id = ask(team, "open", file="x")
    with writing(team.engine) as session:
        assert jobs.take(session, job_id, has_key=False) is None
    assert state(team, job_id) == "failed"
    assert "start it again" in str(team.one(select(Job.message)))
