"""A model is asked for, trained by the runner, compared, adopted, given up and dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from analysis.coding import train, training_run
from survey.review import runner
from survey.review.database import writing
from survey.review.models.answers import Comment
from survey.review.models.audit import AuditEntry
from survey.review.models.coding import MACHINE, Coding, MachineReading
from survey.review.models.quality import ModelRow
from survey.review.models.work import Job
from survey.review.services import coding, queue, retraining
from survey.review.services.jobs import JobFiles
from tests.survey.review.answers import OneResponse, envelope
from tests.survey.review.reading import PlainCoder
from tests.survey.review.team import Browser, Team

SAID = {
    "blamed": "they said it was my fault, a bad mother",
    "slow_or_no_action": "nobody came for hours and nobody looked",
    "good_contact": "she was kind and calm and explained it",
}
PEOPLE = 63


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few answers stand for the shipped ones: training takes seconds, and is as it is."""
    rows = [
        {"id": f"s0-{n}", "audience": "parent", "question": "contact", "text": f"{said} {n}",
         "codes": [code], "sentiment": [0]}
        for n in range(8) for code, said in SAID.items()
    ]  # fmt: skip
    (tmp_path / "bank").mkdir()
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "labelled.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "bank" / "some.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    monkeypatch.setattr(training_run, "LABELLED", tmp_path / "labelled.jsonl")
    monkeypatch.setattr(train, "PHRASE_BANK", tmp_path / "bank")
    monkeypatch.setattr(retraining, "FOLDS", 1)


@pytest.fixture
def coded(team: Team, monkeypatch: pytest.MonkeyPatch) -> Team:
    """People have coded every comment, none of which is in the audit sample."""
    monkeypatch.setattr(queue, "SAMPLE", 0)
    monkeypatch.setattr(runner, "start", lambda *_: None)  # the test does the job itself
    said = list(SAID.items())
    team.open(
        OneResponse(envelope(n), {"contact": f"{said[n % 3][1]}, number {n}"})
        for n in range(PEOPLE)
    )
    with writing(team.engine) as session:
        coding.run(session, PlainCoder())
        session.execute(update(Coding).values(stands=False))
        for comment in session.scalars(select(Comment)):
            code = next(code for code, words in said if words in comment.text)
            session.add(Coding(comment=comment.id, coder="someone", code=code, frame_version="1",
                               evidence=[]))  # fmt: skip
    return team


def do(team: Team, browser: Browser, path: str, **given: str) -> Job:
    """Ask for it on the page Quality, as a person does, and let the runner do the job."""
    location = browser.post(path, given, page="/quality/").location
    job_id = location.rpartition("/")[2]
    assert "It will start in a moment" in browser.get(location).text
    runner.run(team.settings, job_id)
    with writing(team.engine) as session:
        job = session.get_one(Job, job_id)
    assert job.state == "done", job.message
    return job


def read_by(team: Team) -> dict[str, int]:
    """Model -> how many comments it has read."""
    counted = select(MachineReading.model, func.count()).group_by(MachineReading.model)
    return dict(team.rows(counted))


@pytest.mark.usefixtures("small")
def test_a_model_is_trained_compared_adopted_given_up_and_dropped(coded: Team) -> None:
    browser = coded.signed_in("analyst", name="Ana")
    job = do(coded, browser, "/quality/train")
    told = JobFiles(coded.settings.review_folder).read(job.id)
    assert told.done == told.total > 1
    comparison = coded.one(select(ModelRow.comparison))
    assert comparison["labelled"] == 24 + PEOPLE
    assert 5 < comparison["held_out"] < 35
    before, after = comparison["before"][0], comparison["after"][0]
    assert after > 0.9
    page = browser.get("/quality/").text
    assert f"{before:.2f} → {after:.2f}" in page
    assert "offered" in page

    assert read_by(coded) == {"": PEOPLE}, "nothing is coded with it before it is adopted"
    do(coded, browser, "/quality/adopt", model="model-1")
    assert read_by(coded) == {"model-1": PEOPLE}
    theirs = select(func.count()).select_from(Coding).where(Coding.coder == "someone")
    assert coded.one(theirs.where(Coding.stands)) == PEOPLE, "what people coded stays"
    assert coded.one(select(func.count()).where(Coding.coder == MACHINE, Coding.stands)) == 0
    files = retraining.folder(coded.settings, "model-1")
    browser.post("/quality/drop", {"model": "model-1"}, page="/quality/")
    assert list(files.glob("model.*")), "what is in use is not dropped"

    do(coded, browser, "/quality/adopt", model="")
    assert read_by(coded) == {"": PEOPLE}
    browser.post("/quality/drop", {"model": "model-1"}, page="/quality/")
    assert not list(files.glob("model.*"))
    assert coded.one(select(ModelRow.state)) == "dropped"
    assert coded.rows(select(AuditEntry.event, AuditEntry.name).order_by(AuditEntry.n)) == [
        (event, "Ana")
        for event in ("training_asked_for", "model_trained", "model_adopted", "coded",
                      "model_adopted", "coded", "model_dropped")
    ]  # fmt: skip


@pytest.mark.usefixtures("small")
def test_codings_that_were_taken_back_meanwhile_end_a_training_with_a_reason(coded: Team) -> None:
    browser = coded.signed_in("analyst")
    location = browser.post("/quality/train", page="/quality/").location
    with writing(coded.engine) as session:
        session.execute(delete(Coding).where(Coding.coder == "someone"))
    runner.run(coded.settings, location.rpartition("/")[2])
    assert coded.one(select(Job.state)) == "failed"
    assert "60 are needed" in browser.get(location).text
    assert coded.one(select(func.count()).select_from(ModelRow)) == 0
