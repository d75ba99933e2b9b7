"""A reading saved by mistake: who may change it, until when, and what stands afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from analysis.coding.frame import shipped
from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.coding import Coding
from survey.review.models.tally import ANY, CODE
from survey.review.models.workbench import Reading
from survey.review.services import blind, changing, progress, queue, tallies
from survey.review.services.readings import Given, ReadingProblem
from tests.survey.review.reading import NOW, Readers


@pytest.fixture
def readers(either_engine: Engine, settings: Settings) -> Readers:
    return Readers(either_engine, settings)


def last(readers: Readers, name: str) -> str:
    """The reading of this person that stands."""
    account = readers.accounts[name]
    with reader(readers.engine) as session:
        query = select(Reading.id).where(Reading.account == account)
        return session.scalars(query.where(Reading.kind != queue.EARLIER)).one()


def change(readers: Readers, name: str, *codes: str, of: str = "") -> None:
    """Give these codes in the place of what this person gave last."""
    with writing(readers.engine) as session:
        changing.change(
            session, of or last(readers, name), Given(codes), account=readers.accounts[name],
            frame=shipped(), now=NOW,
        )  # fmt: skip


def standing(readers: Readers) -> tuple[set[str], dict[str, int]]:
    """The codes that stand, and the counts that Explore shows."""
    with reader(readers.engine) as session:
        codes = set(session.scalars(select(Coding.code).where(Coding.stands)))
        counts = {k: n for c in tallies.count(session, CODE).values() for k, n in c.items() if n}
    return codes, counts


def test_what_is_given_now_stands_and_what_was_given_first_is_kept(readers: Readers) -> None:
    readers.plainly("They hung up.")
    readers.give("Ada", "blamed", new_theme="letters")
    change(readers, "Ada", "reluctance")
    assert standing(readers) == ({"reluctance"}, {"reluctance": 1, ANY: 1})
    with reader(readers.engine) as session:
        rows = session.execute(select(Reading.kind, Reading.codes, Reading.seconds))
        assert sorted(map(tuple, rows)) == [
            ("earlier", ["blamed"], 9), ("read", ["reluctance"], 9)
        ]  # fmt: skip
        assert progress.today(session, readers.accounts["Ada"]) == 1
        assert [person.read for person in progress.people(session)] == [1]
        assert progress.themes(session) == []


def test_a_changed_blind_reading_is_the_one_that_is_compared(readers: Readers) -> None:
    readers.saying("They hung up.")
    comment = readers.give("Ada", "hard_to_reach")
    change(readers, "Ada", "blamed")
    with reader(readers.engine) as session:
        assert comment in queue.blind(session, [comment]), "still hidden from everybody"
        assert blind.of_sample(session).first == {comment: frozenset({"blamed"})}
    readers.give("Bob", "blamed")
    assert readers.claim("Cyd") is None, "both agree: there is nothing to settle"


def test_once_somebody_else_has_read_it_neither_of_them_can_change(readers: Readers) -> None:
    readers.saying("They hung up.")
    readers.give("Ada", "hard_to_reach")
    readers.give("Bob", "blamed")
    for name in ("Ada", "Bob"):
        with pytest.raises(ReadingProblem, match="somebody else has read"):
            change(readers, name, "reluctance")
    assert standing(readers)[0] == {"hard_to_reach"}


def test_nobody_changes_anothers_reading_or_one_that_was_changed(readers: Readers) -> None:
    readers.plainly("They hung up.")
    readers.give("Ada", "blamed")
    first = last(readers, "Ada")
    with pytest.raises(ReadingProblem):
        change(readers, "Bob", "reluctance", of=first)
    change(readers, "Ada", "reluctance")
    with pytest.raises(ReadingProblem):
        change(readers, "Ada", "urgent", of=first)
    change(readers, "Ada", "inconsistent")
    assert standing(readers)[0] == {"inconsistent"}


def test_who_is_sure_after_all_asks_nobody_else(readers: Readers) -> None:
    readers.plainly("They hung up.")
    readers.give("Ada", not_sure=True)
    change(readers, "Ada", "blamed")
    assert readers.claim("Bob") is None
    assert standing(readers)[0] == {"blamed"}


def test_a_reading_is_shown_again_as_it_was_given() -> None:
    some = Reading(codes=["none"], not_sure=True, new_theme="letters")
    assert changing.given(some) == Given((), True, True, "letters")
