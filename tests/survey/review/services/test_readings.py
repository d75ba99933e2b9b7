"""Readings: which codes stand, blind double coding, settling, and what the tallies say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from analysis.coding.frame import shipped
from survey.config import Settings
from survey.review.database import make_engine, reader, writing
from survey.review.models.coding import Coding
from survey.review.models.tally import ANY, CODE
from survey.review.models.workbench import Reading
from survey.review.services import comments, dataset, queue, readings, tallies
from survey.review.services.readings import Given, ReadingProblem
from tests.survey.review.answers import parents
from tests.survey.review.reading import NOW, Readers


@pytest.fixture
def readers(either_engine: Engine, settings: Settings) -> Readers:
    return Readers(either_engine, settings)


@pytest.fixture
def on_sqlite(engine: Engine, settings: Settings) -> Readers:
    return Readers(engine, settings)


def standing(readers: Readers, comment: str) -> set[str]:
    with reader(readers.engine) as session:
        query = select(Coding.code).where(Coding.comment == comment, Coding.stands)
        return set(session.scalars(query))


def counted(readers: Readers) -> dict[str, int]:
    """Codes as the tallies have them, without zeros."""
    with reader(readers.engine) as session:
        found = tallies.count(session, CODE).values()
    total: dict[str, int] = {}
    for counts in found:
        for code, n in counts.items():
            total[code] = total.get(code, 0) + n
    return {code: n for code, n in total.items() if n}


def test_a_persons_codes_stand_before_the_machines(readers: Readers) -> None:
    readers.plainly("They hung up.")
    comment = readers.give("Ada", "blamed")
    assert standing(readers, comment) == {"blamed"}
    assert counted(readers) == {"blamed": 1, ANY: 1}
    with reader(readers.engine) as session:
        codings = dataset.load(session).codings
    assert [(c.code, c.kind) for c in codings] == [("blamed", "person")]


def test_no_code_fits_is_an_answer_too(readers: Readers) -> None:
    readers.plainly("They hung up.")
    comment = readers.give("Ada")
    assert standing(readers, comment) == {"none"}


def test_not_sure_alone_leaves_the_machines_codes_and_asks_a_second_person(
    readers: Readers,
) -> None:
    readers.plainly("They hung up.")
    comment = readers.give("Ada", not_sure=True)
    assert standing(readers, comment) == {"hard_to_reach"}
    assert readers.claim("Ada") is None
    task = readers.claim("Bob")
    assert task is not None
    assert task.kind == queue.SECOND


def test_two_blind_readings_that_agree_settle_it(readers: Readers) -> None:
    readers.saying("They hung up.")
    comment = readers.give("Ada", "hard_to_reach", "blamed")
    readers.give("Bob", "blamed", "hard_to_reach")
    assert standing(readers, comment) == {"hard_to_reach", "blamed"}
    assert readers.claim("Cyd") is None


def test_two_blind_readings_that_differ_go_to_a_third_person(readers: Readers) -> None:
    readers.saying("They hung up.")
    comment = readers.give("Ada", "hard_to_reach")
    readers.give("Bob", "blamed")
    assert standing(readers, comment) == {"hard_to_reach"}
    for name in ("Ada", "Bob"):
        assert readers.claim(name) is None
    readers.give("Cyd", "blamed", "reluctance")
    assert standing(readers, comment) == {"blamed", "reluctance"}
    assert counted(readers) == {"blamed": 1, "reluctance": 1, ANY: 1}


def test_who_settles_sees_both_readings(readers: Readers) -> None:
    readers.saying("They hung up.")
    comment = readers.give("Ada", "hard_to_reach")
    readers.give("Bob", "blamed")
    with reader(readers.engine) as session:
        both = readings.pair(session, comment)
    assert both is not None
    assert [reading.codes for reading in both] == [["hard_to_reach"], ["blamed"]]


def test_codes_of_the_audit_sample_are_hidden_until_both_have_read(readers: Readers) -> None:
    readers.saying("They hung up.")

    def shown(code: str = "") -> list[tuple[bool, int]]:
        with reader(readers.engine) as session:
            page = comments.page(session, comments.Filters(code=code), 1)
            return [(item.blind, len(item.codes)) for item in page.items]

    assert shown() == [(True, 0)]
    assert shown("hard_to_reach") == []
    readers.give("Ada", "hard_to_reach")
    assert shown() == [(True, 0)]
    readers.give("Bob", "hard_to_reach")
    assert shown() == [(False, 1)]
    assert shown("hard_to_reach") == [(False, 1)]


def test_an_urgent_code_from_a_person_puts_it_before_the_person_on_duty(readers: Readers) -> None:
    from survey.review.services import safeguarding

    readers.plainly("They hung up.")
    comment = readers.give("Ada", "urgent")
    with reader(readers.engine) as session:
        assert [item.comment for item in safeguarding.listing(session)] == [comment]


@pytest.mark.parametrize(
    ("given_codes", "words"),
    [
        (Given(("purple",)), "not in the coding frame"),
        (Given(("blamed",), none_fits=True), "not both"),
        (Given(()), "Choose a code"),
    ],
)
def test_a_reading_that_makes_no_sense_is_not_taken(
    on_sqlite: Readers, given_codes: Given, words: str
) -> None:
    on_sqlite.plainly("They hung up.")
    with writing(on_sqlite.engine) as session:
        ada = on_sqlite.accounts["Ada"]
        task = queue.claim(session, ada, NOW)
        assert task is not None
        with pytest.raises(ReadingProblem, match=words):
            readings.take(session, task, given_codes, account=ada, frame=shipped(), now=NOW)
        assert session.scalars(select(Reading)).all() == []


def test_a_task_that_went_back_into_the_queue_is_not_taken_from_its_new_reader(
    on_sqlite: Readers,
) -> None:
    on_sqlite.plainly("They hung up.")
    ada, bob = on_sqlite.accounts["Ada"], on_sqlite.accounts["Bob"]
    with writing(on_sqlite.engine) as session:
        task = queue.claim(session, ada, NOW)
        assert task is not None
        assert queue.claim(session, bob, NOW + queue.HOLD) is task
        with pytest.raises(ReadingProblem, match="half an hour"):
            readings.take(
                session, task, Given(("blamed",)), account=ada, frame=shipped(),
                now=NOW + queue.HOLD,
            )  # fmt: skip


def test_the_time_of_a_reading_is_counted_up_to_ten_minutes(on_sqlite: Readers) -> None:
    on_sqlite.plainly("They hung up.")
    with writing(on_sqlite.engine) as session:
        ada = on_sqlite.accounts["Ada"]
        task = queue.claim(session, ada, NOW)
        assert task is not None
        answer = Given(("blamed",))
        took = readings.take(session, task, answer, account=ada, frame=shipped(), now=NOW + 1700)
        assert took.seconds == readings.LONGEST


def test_a_second_run_of_the_machine_changes_nothing_that_people_gave(readers: Readers) -> None:
    from sqlalchemy import update as change

    from survey.review.models.coding import MachineReading
    from survey.review.services import coding
    from tests.survey.review.reading import PlainCoder

    readers.plainly("They hung up.", "She was blamed.")
    comment = readers.give("Ada", "reluctance")
    with writing(readers.engine) as session:
        session.execute(change(MachineReading).values(frame_version="0"))
        assert coding.run(session, PlainCoder()) == 2
    assert standing(readers, comment) == {"reluctance"}


CODES = st.lists(st.sampled_from(shipped().names), max_size=4, unique=True)


@hypothesis_settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.tuples(st.sampled_from(["Ada", "Bob", "Cyd"]), CODES), max_size=25))
def test_whoever_reads_what_the_tallies_equal_a_fresh_count(
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: Path,
    acts: list[tuple[str, list[str]]],
) -> None:
    instance = Settings(instance=tmp_path_factory.mktemp("instance"))
    instance.review_folder.mkdir()
    shutil.copy(sqlite_template, instance.review_folder)
    engine = make_engine(instance)
    readers = Readers(engine, instance)
    readers.open(parents(6))
    for name, codes in acts:
        if readers.claim(name) is not None:
            readers.give(name, *codes)
    before = counted(readers)
    with writing(engine) as session:
        tallies.rebuild_codes(session)
    assert counted(readers) == before
    engine.dispose()
