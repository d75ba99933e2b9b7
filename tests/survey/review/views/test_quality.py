"""The quality page: figures of the blind readings, what to do next, and the team's models."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import func, select

from analysis.coding.frame import shipped
from analysis.release.read import read
from survey.review.database import reader, writing
from survey.review.models.answers import Comment
from survey.review.models.coding import Coding
from survey.review.models.people import Account
from survey.review.models.quality import ModelRow
from survey.review.models.work import Job
from survey.review.models.workbench import Reading, Task
from survey.review.services import coding, quality, queue, releases, retraining
from survey.review.services.comments import all_codings
from tests.survey.review.answers import OneResponse, envelope
from tests.survey.review.reading import PlainCoder
from tests.survey.review.team import Team


def answers(count: int, wave: str = "w1", week: str = "2026-W40") -> list[OneResponse]:
    """Every second person was blamed and could not get through."""
    said = ("They hung up and I was blamed for it.", "It went well enough.")
    return [
        OneResponse(envelope(n + 1000 * len(wave)), {"contact": said[n % 2], "area": "SE"},
                    wave=wave, week=week)
        for n in range(count)
    ]  # fmt: skip


def put(team: Team, responses: Iterable[OneResponse]) -> None:
    team.open(responses)
    with writing(team.engine) as session:
        coding.run(session, PlainCoder())


def read_blind(team: Team, kinds: tuple[str, ...] = (queue.BLIND, queue.SECOND)) -> None:
    """Two people read the whole sample blind and say what the machine says."""
    with writing(team.engine) as session:
        people = []
        for name in ("Ada", "Bob"):
            person = Account(name=f"{name}-reads", passphrase="x", roles=["coder"], vouched="t")
            session.add(person)
            people.append(person)
        session.flush()
        for kind, person in zip(kinds, people, strict=False):
            for task in session.scalars(select(Task).where(Task.kind == kind)):
                given = [c.code for c in all_codings(session, task.comment)]
                session.add(Reading(
                    comment=task.comment, account=person.id, kind=kind, frame_version="1",
                    codes=given, blind=True, seconds=9,
                ))  # fmt: skip
                task.state = queue.DONE


def test_before_anybody_read_it_says_how_many_answers_are_missing(team: Team) -> None:
    put(team, answers(20))
    page = team.signed_in("coder").get("/quality/").text
    assert "150 more audited answers" in page
    assert "40 blind readings" in page
    assert "nothing read by both yet" in page


def test_when_two_people_and_the_machine_agree_the_gate_is_open(team: Team) -> None:
    put(team, answers(160))
    read_blind(team)
    assert "160 answers" in team.signed_in("coder").get("/quality/").text
    with reader(team.engine) as session:
        found = quality.quality(session, shipped())
    gates = {line.gate.code: line.gate.status for line in found.lines}
    assert found.audited == 160
    assert gates["blamed"] == "publish"
    assert gates["reluctance"] == "people_only"
    assert found.open == 2


def test_a_code_that_only_lacks_examples_says_how_many_answers_open_its_gate(team: Team) -> None:
    some = answers(156)[1::2] * 2
    rare = [OneResponse(envelope(9_000 + n), {"contact": "I was blamed."}) for n in range(8)]
    plain = [OneResponse(envelope(n), r.answers) for n, r in enumerate(some)]
    put(team, [*plain, *rare])
    read_blind(team)
    page = team.signed_in("coder").get("/quality/").text
    assert "About <strong>41 more audited answers</strong> open the gate for" in page


def test_the_sample_is_drawn_by_person_and_can_be_enlarged(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SAMPLE", 20)
    two = [OneResponse(envelope(n), {"contact": "a", "else": "b"}) for n in range(100)]
    put(team, two)
    sampled = select(func.count()).select_from(Task).where(Task.kind == queue.BLIND)
    before = team.one(sampled)
    whose = select(Comment.response).join(Task, Task.comment == Comment.id)
    people = team.rows(whose.where(Task.kind == queue.BLIND))
    assert before == 2 * len(set(people)), "all comments of a person, or none"
    browser = team.signed_in("analyst")
    answer = browser.post("/quality/sample", {"more": "30"}, page="/quality/")
    assert answer.status_code == 302
    assert team.one(sampled) == before + 30
    second = select(func.count()).select_from(Task).where(Task.kind == queue.SECOND)
    assert team.one(second) == before + 30
    reads = select(func.count()).select_from(Task).where(Task.kind == queue.READ)
    assert team.one(reads) == 200 - before - 30


def test_two_waves_are_compared_and_a_code_that_moved_says_stop(team: Team) -> None:
    put(team, answers(60))
    put(team, [
        OneResponse(envelope(50_000 + n), {"contact": "I was blamed."}, wave="w2", week="2026-W47")
        for n in range(60)
    ])  # fmt: skip
    page = team.signed_in("coder").get("/quality/").text
    assert "Wave w2 beside w1" in page
    assert "has drifted since wave w1" in page


def test_training_is_refused_until_enough_was_coded_by_people(team: Team) -> None:
    put(team, answers(20))
    browser = team.signed_in("analyst")
    page = browser.get("/quality/").text
    assert "60 more comments" in page
    browser.post("/quality/train", page="/quality/")
    assert team.one(select(func.count()).select_from(Job)) == 0


def test_a_model_learns_from_people_and_never_from_the_audit_sample(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SAMPLE", 20)
    put(team, answers(80))
    with writing(team.engine) as session:
        sampled = set(session.scalars(select(Task.comment).where(Task.kind == queue.BLIND)))
        every = set(session.scalars(select(Task.comment)))
        for comment in every:
            session.add(_by_a_person(comment))
        session.flush()
        gold = retraining.gold(session)
        assert retraining.learnable(session) == len(gold)
    assert {answer.id.split("-", 1)[1] for answer in gold} == every - sampled
    assert len({answer.id.split("-")[0] for answer in gold}) <= retraining.FOLDS
    assert all(answer.codes == {"blamed"} for answer in gold)


def _by_a_person(comment: str) -> Coding:
    return Coding(comment=comment, coder="someone", code="blamed", frame_version="1", evidence=[])


def test_a_model_is_adopted_and_everything_is_coded_again_with_it_or_dropped(team: Team) -> None:
    put(team, answers(4))
    folder = retraining.folder(team.settings, "model-2")
    folder.mkdir(parents=True)
    (folder / "model.json").write_text("{}")
    compared = {"labelled": 9, "examples": 9, "held_out": 3, "before": [0.5, 0.4],
                "after": [0.6, 0.5]}  # fmt: skip
    with writing(team.engine) as session:
        for n in (1, 2):
            retraining.offer(session, f"model-{n}", compared, "2026-11-22")
        retraining.adopt(session, "model-1")
        assert coding.uncoded(session, PlainCoder.frame.version, "model-1") == 4
        coding.run(session, PlainCoder(), model="model-1")
        assert coding.uncoded(session, PlainCoder.frame.version, "model-1") == 0
    browser = team.signed_in("analyst")
    assert "0.50 → 0.60" in browser.get("/quality/").text
    browser.post("/quality/drop", {"model": "model-2"}, page="/quality/")
    assert not (folder / "model.json").exists()
    browser.post("/quality/drop", {"model": "model-1"}, page="/quality/")
    states = dict(team.rows(select(ModelRow.id, ModelRow.state)))
    assert states == {"model-1": "adopted", "model-2": "dropped"}
    with writing(team.engine) as session, pytest.raises(retraining.ModelProblem):
        retraining.adopt(session, "model-2")


def test_a_release_tells_agreement_and_shares_corrected_by_the_audit(team: Team) -> None:
    put(team, answers(160))
    read_blind(team)
    with writing(team.engine) as session:
        made = releases.create(session, team.settings, wave="w1", today="2026-11-22")
    release = read(releases.folder(team.settings, made))
    assert release["method"]["estimates"]
    assert release["method"]["agreement"]["blamed"]["gate"] == "publish"
    cell = release.tables["concerns.parent"].row("blamed")
    assert cell is not None
    assert cell.estimate is not None
    assert cell.estimate["low"] <= 50 <= cell.estimate["high"]
