"""Opening into the database: once each, no order, no week, withdrawals honoured."""

from __future__ import annotations

import os
import random
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from scipy.stats import kendalltau
from sqlalchemy import Engine, func, select

from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.answers import (
    Arrival,
    Comment,
    Opened,
    Rejected,
    Response,
    Wave,
    Withdrawable,
)
from survey.review.models.tally import Tally
from survey.review.services import masking, opening, tallies
from survey.review.services.opening import Stored
from survey.review.services.originals import TextKeys
from tests.survey.review.answers import CODEBOOK, Export, OneRejected, OneResponse, parents


class Box:
    """An instance into which exports can be opened."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.keys = engine, TextKeys(folder)

    def open(self, *responses: OneResponse, **arguments: object) -> Stored:
        """Open an export of these responses."""
        rejected = arguments.pop("rejected", ())
        with writing(self.engine) as session:
            return opening.store(
                session,
                Export(list(responses), rejected),  # type: ignore[arg-type]
                keys=self.keys,
                codebook=CODEBOOK,
                **arguments,  # type: ignore[arg-type]
            )

    def count(self, model: type) -> int:
        """How many rows a table has."""
        with reader(self.engine) as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def box(either_engine: Engine, settings: Settings) -> Box:
    return Box(either_engine, settings.review_folder)


def test_every_response_gets_a_new_random_id_and_its_words_become_comments(box: Box) -> None:
    assert box.open(*parents(60)).added == 60
    with reader(box.engine) as session:
        ids = list(session.scalars(select(Response.id)))
        comments = list(session.scalars(select(Comment)))
    assert len(set(ids)) == 60
    assert all(len(identity) == 16 for identity in ids)
    assert len(comments) == 60
    assert {comment.response for comment in comments} == set(ids)


def test_a_response_keeps_no_words_and_no_week(box: Box) -> None:
    box.open(*parents(3))
    with reader(box.engine) as session:
        for response in session.scalars(select(Response)):
            assert "contact" not in response.answers
            assert "2026-W47" not in repr(vars(response))
            assert response.answers["channel"] == ["999", "101"]


def test_opening_twice_adds_nothing(box: Box) -> None:
    box.open(*parents(10))
    again = box.open(*parents(10))
    assert (again.added, again.known) == (0, 10)
    assert box.count(Response) == box.count(Opened) == 10


def test_a_second_opening_adds_what_is_new_and_changes_no_id(box: Box) -> None:
    box.open(*parents(10))
    with reader(box.engine) as session:
        before = set(session.scalars(select(Response.id)))
    assert box.open(*parents(15)).added == 5
    with reader(box.engine) as session:
        assert before < set(session.scalars(select(Response.id)))


def test_an_envelope_twice_in_one_export_counts_once(box: Box) -> None:
    one = parents(1)
    assert box.open(*one, *one).added == 1


def test_weeks_are_added_up_and_kept_apart_from_responses(box: Box) -> None:
    box.open(*parents(4), *parents(3, start=4, week="2026-W48"))
    box.open(*parents(2, start=7))
    with reader(box.engine) as session:
        found = {(a.wave, a.week, a.questionnaire): a.n for a in session.scalars(select(Arrival))}
    assert found == {("w1", "2026-W47", "parent"): 6, ("w1", "2026-W48", "parent"): 3}


def test_the_order_of_rows_says_nothing_about_the_order_of_the_export(box: Box) -> None:
    box.open(*parents(400))
    with reader(box.engine) as session:
        # Without ORDER BY: the order in which the database itself keeps the rows.
        stored = [int(text.split()[2][:-1]) for text in session.scalars(select(Comment.text))]
    tau = kendalltau(range(len(stored)), stored).statistic
    assert abs(tau) < 4 * (2 * (2 * 400 + 5) / (9 * 400 * 399)) ** 0.5


def test_answers_that_do_not_fit_are_set_aside_and_may_be_opened_later(box: Box) -> None:
    good = parents(1)[0]
    strange = replace(good, hash="ab" * 32, answers={"ease": "purple"})
    unknown = replace(good, hash="cd" * 32, version="p9")
    stored = box.open(good, strange, unknown)
    assert (stored.added, stored.rejected) == (1, 2)
    with reader(box.engine) as session:
        reasons = {r.hash: r.reason for r in session.scalars(select(Rejected))}
    assert "ease" in reasons["ab" * 32]
    assert "purple" not in reasons["ab" * 32]
    assert "version" in reasons["cd" * 32]
    assert box.open(replace(unknown, version="p1")).added == 1
    assert box.count(Rejected) == 1


def test_what_the_box_rejected_is_kept_with_its_reason(box: Box) -> None:
    stored = box.open(rejected=[OneRejected("ef" * 32, "was changed after sealing")])
    assert stored.reasons == {"was changed after sealing": 1}
    assert box.count(Rejected) == 1


def test_a_withdrawn_response_is_dropped_at_opening_and_only_counted(box: Box) -> None:
    stays, goes = parents(1, tag="stay")[0], parents(1, start=1, tag="go")[0]
    stored = box.open(stays, goes, withdrawn=[opening.tag_hash("go")])
    assert (stored.added, stored.withdrawn) == (1, 1)
    assert box.count(Response) == 1
    with reader(box.engine) as session:
        assert session.get_one(Wave, "w1").withdrawn == 1


def test_a_later_opening_honours_a_withdrawal(box: Box) -> None:
    box.open(*parents(1, tag="go"), *parents(1, start=1))
    stored = box.open(withdrawn=[opening.tag_hash("go")])
    assert stored.withdrawn == 1
    assert box.count(Response) == box.count(Comment) == 1
    assert box.count(Withdrawable) == 0
    assert box.open(*parents(1, tag="go")).added == 0


def test_no_tag_is_kept_after_the_waves_last_day_of_withdrawal(box: Box) -> None:
    until = {"w1": "2026-12-01"}
    box.open(*parents(1, tag="a"), withdraw_until=until, today=date(2026, 12, 1))
    assert box.count(Withdrawable) == 1
    box.open(*parents(1, start=1, tag="b"), withdraw_until=until, today=date(2026, 12, 2))
    assert box.count(Withdrawable) == 0


def test_openings_in_any_order_and_overlap_hold_each_response_once(box: Box) -> None:
    rng = random.Random(4)
    everything = parents(40)
    for _ in range(6):
        box.open(*rng.sample(everything, 20))
    box.open(*everything)
    assert box.count(Response) == box.count(Comment) == box.count(Opened) == 40


def test_progress_is_told_in_responses_done_and_in_all(box: Box) -> None:
    told: list[tuple[int, int]] = []
    box.open(*parents(5), progress=lambda done, total: told.append((done, total)))
    assert told == [(5, 5)]


def test_everything_is_told_to_be_done_only_when_it_is(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BATCH", 10)
    told: list[tuple[int, int]] = []
    noted: list[int] = []
    finish = opening._Store.finish
    monkeypatch.setattr(
        opening._Store, "finish", lambda store: (noted.append(len(told)), finish(store))
    )
    box.open(*parents(25), *parents(5), progress=lambda done, total: told.append((done, total)))
    assert told == [(10, 30), (20, 30), (30, 30)]
    assert noted == [2]


def test_counts_that_grow_with_each_opening_are_those_of_counting_anew(box: Box) -> None:
    box.open(*parents(19), *parents(1, start=19, tag="go"))
    box.open(*parents(30, start=200, wave="w2"), withdrawn=[opening.tag_hash("no such tag")])
    some = [{"ease": "dont_know"}, {"channel": ["999"]}, {"area": "city", "ease": "easy"}, {}]
    one = parents(1)[0]
    box.open(*(replace(one, hash=f"{n:064x}", answers=a) for n, a in enumerate(some)))
    box.open(*parents(40, start=20), withdrawn=[opening.tag_hash("go")])
    box.open(*parents(5, start=90))
    with writing(box.engine) as session:
        columns = [column for column in Tally.__table__.columns if column.name != "kind"]
        query = select(*columns).order_by(*columns)
        grown = session.execute(query).all()
        tallies.rebuild_answers(session)
        assert session.execute(query).all() == grown
    assert {row.code for row in grown} >= {"*", "easy", "dont_know", "999", "city"}


def test_nothing_is_stored_when_a_process_that_masks_is_killed(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masking, "MANY", 100)
    monkeypatch.setattr(masking.os, "sched_getaffinity", lambda _pid: {0, 1})
    monkeypatch.setattr(opening, "BATCH", 50)
    started: list[int] = []

    def stopped(done: int, _total: int) -> None:
        started.append(done)
        for process in _children():
            os.kill(process, signal.SIGKILL)

    with pytest.raises(masking.Ended, match="Nothing was stored"):
        box.open(*parents(1000), progress=stopped)
    assert started
    assert box.count(Response) == box.count(Opened) == 0
    assert _children() == []
    assert box.open(*parents(1000)).added == 1000
    assert _children() == []


def _children() -> list[int]:
    """Processes that mask, started by this one."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    names = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found.split()}
    return [int(pid) for pid, name in names.items() if b"analysis.redacting.worker" in name]
