"""The queue: order, one reader at a time, a second reader who is another person."""

from __future__ import annotations

import pytest
from scipy.stats import chisquare
from sqlalchemy import Engine, func, select, update

from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.answers import Comment
from survey.review.models.base import random_id
from survey.review.models.workbench import Task
from survey.review.services import queue
from tests.survey.review.answers import parents
from tests.survey.review.reading import NOW, Readers


@pytest.fixture
def readers(either_engine: Engine, settings: Settings) -> Readers:
    return Readers(either_engine, settings)


def text_of(readers: Readers, comment_id: str) -> str:
    with reader(readers.engine) as session:
        return session.get_one(Comment, comment_id).text


def test_what_is_urgent_comes_first_for_the_person_on_duty_and_to_nobody_else(
    readers: Readers,
) -> None:
    readers.saying("They hung up.", "Please help her now.", "Nothing to say about it really.")
    task = readers.claim("Ada", on_duty=True)
    assert task is not None
    assert "help her now" in text_of(readers, task.comment)
    for _ in range(6):
        other = readers.claim("Bob")
        if other is None:
            break
        assert other.rank > queue.URGENT
        with writing(readers.engine) as session:
            session.execute(update(Task).where(Task.id == other.id).values(state=queue.DONE))


def test_then_what_is_rare_but_serious_then_the_audit_sample_then_the_unsure(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_sample_bound", lambda _session: 0.5)
    readers.open(parents(30))
    with writing(readers.engine) as session:
        some = session.scalars(select(Task).where(Task.kind == queue.READ)).all()
        some[-1].rank, some[-2].rank = queue.SERIOUS, queue.UNSURE
    order = []
    while (task := readers.claim("Ada")) is not None:
        order.append(task.rank)
        with writing(readers.engine) as session:
            session.execute(update(Task).where(Task.id == task.id).values(state=queue.DONE))
    assert order == sorted(order)
    assert {queue.SERIOUS, queue.AUDIT, queue.UNSURE, queue.REST} == set(order)


def test_a_person_keeps_the_comment_they_have_until_it_is_read(readers: Readers) -> None:
    readers.open(parents(5))
    first, again = readers.claim("Ada"), readers.claim("Ada", NOW + 60)
    assert first is not None
    assert again is not None
    assert first.id == again.id


def test_two_people_never_have_the_same_task(readers: Readers) -> None:
    readers.open(parents(5))
    one, two = readers.claim("Ada"), readers.claim("Bob")
    assert one is not None
    assert two is not None
    assert one.id != two.id


def test_after_half_an_hour_a_comment_goes_back_into_the_queue(readers: Readers) -> None:
    readers.plainly("They hung up.")
    assert readers.claim("Ada") is not None
    assert readers.claim("Bob", NOW + queue.HOLD - 1) is None
    assert readers.claim("Bob", NOW + queue.HOLD) is not None


def test_nobody_reads_a_comment_twice_so_a_second_reading_is_anothers(readers: Readers) -> None:
    readers.saying("They hung up.")
    with writing(readers.engine) as session:
        readers.make_only(session, queue.BLIND, queue.SECOND)
    readers.give("Ada", "hard_to_reach")
    assert readers.claim("Ada") is None
    readers.give("Bob", "hard_to_reach")


def test_the_audit_sample_is_everything_when_there_is_little(readers: Readers) -> None:
    readers.open(parents(20))
    with reader(readers.engine) as session:
        kinds = dict(session.execute(select(Task.kind, func.count()).group_by(Task.kind)).all())
    assert kinds == {queue.BLIND: 20, queue.SECOND: 20}


def test_who_is_in_the_audit_sample_is_left_to_chance() -> None:
    draws = [queue.draw(random_id()) for _ in range(5000)]
    counts = [sum(n / 10 <= d < (n + 1) / 10 for d in draws) for n in range(10)]
    assert chisquare(counts).pvalue > 1e-6
    assert 0.28 < sum(d < 0.3 for d in draws) / 5000 < 0.32


def test_every_comment_that_was_read_by_the_machine_gets_its_tasks_once(readers: Readers) -> None:
    readers.open(parents(15))
    with writing(readers.engine) as session:
        before = session.scalar(select(func.count()).select_from(Task))
        from analysis.coding.frame import shipped

        assert queue.fill(session, shipped()) == 0
        assert session.scalar(select(func.count()).select_from(Task)) == before


def test_a_repeat_is_for_the_same_person_and_not_before_its_day(readers: Readers) -> None:
    readers.plainly("They hung up.")
    with writing(readers.engine) as session:
        comment = session.scalars(select(Task.comment)).one()
        session.execute(update(Task).values(state=queue.DONE))
        queue.add(
            session, comment, queue.REPEAT, queue.REST,
            only_by=readers.accounts["Ada"], held_at=NOW + queue.REPEAT_AFTER,
        )  # fmt: skip
    later = NOW + queue.REPEAT_AFTER
    assert readers.claim("Ada", later - 1) is None
    assert readers.claim("Bob", later) is None
    assert readers.claim("Ada", later) is not None
