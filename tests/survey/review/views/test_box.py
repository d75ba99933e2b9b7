"""Opening in the app: clear answers to wrong input, nothing lost, the key never on disk."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from survey.box import envelope, opening, pool, private, store, waves
from survey.box.private import Cost
from survey.config import Settings
from survey.definition.load import load_all
from survey.review.database import writing
from survey.review.models.answers import Held, Response
from survey.review.models.audit import AuditEntry
from survey.review.models.people import Account
from survey.review.models.work import Job
from survey.review.services import jobs, safeguarding
from tests.survey.review.answers import parents
from tests.survey.review.team import HOST, Browser, Team

WORDS = "the words of this key"


class Sealed:
    """An export with three sealed answers of a closed wave, and the key that opens it."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.key, self.export = folder / "wave.key", folder / "answers.export"
        public = private.create(self.key, "spring", WORDS, Cost(1, 8192))
        engine = store.prepare(settings)
        day = waves.datetime.date(2099, 1, 1)
        waves.create(engine, "spring", public.key, day, day)
        waves.open_wave(engine, "spring")
        version = load_all()["parent"].version
        for number in range(3):
            plaintext = {
                "v": 1, "wave": "spring", "questionnaire": "parent", "version": version,
                "week": "2026-W47", "language": "en", "tag": "",
                "answers": {"returned": "yes", "else": f"Thing number {number}."},
            }  # fmt: skip
            pool.add(engine, envelope.seal(json.dumps(plaintext).encode(), public.key))
        waves.close_wave(engine, "spring")
        opening.write_export(engine, self.export, waves.get(engine, "spring"))
        engine.dispose()


@pytest.fixture
def sealed(team: Team, tmp_path: Path) -> Sealed:
    team.settings.collect_folder.mkdir(parents=True, exist_ok=True)
    return Sealed(team.settings, tmp_path)


@pytest.fixture
def ann(team: Team) -> Browser:
    return team.signed_in("analyst", name="Ann", proved=True)


def send(browser: Browser, export: bytes, key: bytes, words: str = WORDS) -> tuple[int, str]:
    data = {
        "csrf_token": browser.token("/box/open"), "passphrase": words,
        "export": (io.BytesIO(export), "a"), "key": (io.BytesIO(key), "k"),
    }  # fmt: skip
    response = browser.client.post("/box/open", data=data, base_url=HOST)
    return response.status_code, response.text if response.status_code != 302 else response.location


def finished(team: Team, path: str) -> Job:
    """The job, once its runner has ended; the runner is a real process."""
    for _ in range(600):
        job = team.one(select(Job).where(Job.id == path.rpartition("/")[2]))
        if job.state not in jobs.UNDER_WAY:
            assert isinstance(job, Job)
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_wrong_input_gets_a_clear_answer(ann: Browser, sealed: Sealed, team: Team) -> None:
    export, key = sealed.export.read_bytes(), sealed.key.read_bytes()
    for given, words in (
        ((export, b"not a key"), "not the key file"),
        ((export, key, "another passphrase"), "does not open this key"),
        ((b"a picture", key), "is not an export"),
    ):
        status, page = send(ann, *given)  # type: ignore[arg-type]
        assert status == 400
        assert words in page
        assert str(team.settings.instance) not in page
    assert not list((team.settings.review_folder / "incoming").glob("*"))
    assert team.one(select(func.count()).select_from(Response)) == 0


def test_nothing_is_opened_while_nobody_is_on_duty_and_then_it_is(
    ann: Browser, sealed: Sealed, team: Team
) -> None:
    given = (sealed.export.read_bytes(), sealed.key.read_bytes())
    _, path = send(ann, *given)
    job = finished(team, path)
    assert job.state == "failed"
    assert "Nobody is on duty" in job.message
    ada = team.add("Ada", "coder")
    with writing(team.engine) as session:
        safeguarding.set_duty(session, session.get_one(Account, ada), 24, ada)
    _, path = send(ann, *given)
    job = finished(team, path)
    assert (job.state, job.message) == ("done", "3 new responses with 3 comments.")
    assert team.one(select(func.count()).select_from(Response)) == 3
    assert not list((team.settings.review_folder / "incoming").glob("*"))


def test_an_opening_whose_runner_died_is_given_up_because_its_key_is_gone(team: Team) -> None:
    with writing(team.engine) as session:
        job = jobs.ask(session, "open", {"file": "x"}, "ann", 0)
        assert jobs.take(session, job.id) is None
        assert job.state == "failed"
        assert "Nothing was lost" in job.message


def test_a_job_whose_runner_died_is_taken_up_again_and_given_up_after_three(team: Team) -> None:
    with writing(team.engine) as session:
        job = jobs.ask(session, "code", {}, "ann", 0)
        for _ in range(jobs.MOST_TRIES):
            assert jobs.take(session, job.id) is job
        assert jobs.take(session, job.id) is None
        assert job.state == "failed"


def test_the_same_job_is_not_asked_for_twice_and_can_be_cancelled(team: Team) -> None:
    with writing(team.engine) as session:
        one, two = (jobs.ask(session, "code", {}, "ann", 0) for _ in range(2))
        assert one is two
        assert jobs.cancel(session, one.id)
        assert jobs.is_cancelled(session, one.id)
        assert not jobs.cancel(session, one.id)


def hold(team: Team) -> None:
    team.open([*parents(3), *(replace(one, look=True) for one in parents(2, start=3))])


def test_held_answers_are_shown_looked_at_and_taken_in_by_one_who_may(team: Team) -> None:
    hold(team)
    coder = team.signed_in("coder")
    assert "Held for a person to decide" in coder.get("/box/").text
    assert "2 answers are held" not in coder.get("/").text, "a coder cannot take them in"
    seen = coder.get("/box/lane/w1/parent").text
    assert "an analyst or a publisher decides" in seen
    assert "Take all 2 in" not in seen
    assert coder.post("/box/lane/w1/parent/take", page="/box/").status_code == 403
    ann = team.signed_in("analyst", name="Ann", proved=True)
    assert "2 answers are held" in ann.get("/").text
    page = ann.get("/box/lane/w1/parent").text
    assert "Take all 2 in" in page
    ann.post("/box/lane/w1/parent/take", page="/box/lane/w1/parent")
    assert team.one(select(func.count()).select_from(Response)) == 5
    assert "Held for a person" not in ann.get("/box/").text
    entry = team.one(select(AuditEntry).where(AuditEntry.event == "lane_taken_in"))
    assert entry.facts == {"wave": "w1", "questionnaire": "parent", "n": 2}


def test_the_coder_on_duty_is_led_to_held_answers_that_read_as_danger(team: Team) -> None:
    words = {"contact": "Please help, he is hurting me and I want to kill myself tonight."}
    team.open([replace(one, look=True, answers=words) for one in parents(2)])
    coder = team.signed_in("coder")
    for address in ("/", "/urgent/"):
        page = coder.get(address).text
        assert "2 held answers may say that somebody needs help now: read them first." in page
        assert 'href="/box/lane/w1/parent"' in page
        assert "hurting" not in page
    page = coder.get("/box/lane/w1/parent").text
    assert "2 of these may say" in page
    assert "May need a human now." in page
    admin = team.signed_in("admin", name="Adam")
    assert "may say that somebody" not in admin.get("/").text


def test_held_answers_without_danger_raise_no_alarm(team: Team) -> None:
    hold(team)
    coder = team.signed_in("coder")
    assert all("may say that" not in coder.get(address).text for address in ("/", "/urgent/"))
    assert "may say that" not in coder.get("/box/lane/w1/parent").text


def test_leaving_held_answers_out_asks_who_it_is_and_is_noted(team: Team) -> None:
    hold(team)
    unproved = team.signed_in("analyst", name="Una")
    page = "/box/lane/w1/parent"
    assert "/confirm" in unproved.post(f"{page}/drop", page=page).location
    assert team.one(select(func.count()).select_from(Held)) == 2
    ann = team.signed_in("publisher", name="Ann", proved=True)
    ann.post(f"{page}/drop", page=page)
    assert team.one(select(func.count()).select_from(Held)) == 0
    assert "2 left out after a flood" in ann.get("/box/").text
    assert ann.get(page).status_code == 404
