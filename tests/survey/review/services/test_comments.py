"""Searching and paging comments: masked words only, all words, under every filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.answers import Comment
from survey.review.models.coding import MachineReading
from survey.review.services import comments, paging, redactions
from survey.review.services.comments import Filters
from tests.survey.review.reading import Readers


@pytest.fixture
def readers(either_engine: Engine, settings: Settings) -> Readers:
    return Readers(either_engine, settings)


def texts(readers: Readers, **wanted: str) -> list[str]:
    with reader(readers.engine) as session:
        return sorted(c.text for c in comments.page(session, Filters(**wanted), 1).items)  # type: ignore[arg-type]


def test_all_words_must_be_there_in_any_case_and_any_order(readers: Readers) -> None:
    readers.saying("They HUNG up twice.", "They never hung about.", "Nobody came.")
    assert texts(readers, words="hung they") == ["They HUNG up twice.", "They never hung about."]
    assert texts(readers, words="hung twice") == ["They HUNG up twice."]
    assert texts(readers, words="absent") == []


def test_a_phrase_in_quotes_stands_together(readers: Readers) -> None:
    readers.saying("They hung up.", "Up they hung it.")
    assert texts(readers, words='"hung up"') == ["They hung up."]


def test_what_like_takes_for_a_sign_is_only_a_letter(readers: Readers) -> None:
    readers.saying("100% sure.", "1000 sure.", "It was ___ there", "It was xxx", "back\\slash")
    assert texts(readers, words="100%") == ["100% sure."]
    assert texts(readers, words="___") == ["It was ___ there"]
    assert texts(readers, words="k\\s") == ["back\\slash"]


def test_letters_with_accents_are_found_in_either_case(readers: Readers) -> None:
    readers.saying("They said: ÉTÉ.", "It was in été, they said.", "A żółw came.", "قالوا لا")
    assert texts(readers, words="été") == ["It was in été, they said.", "They said: ÉTÉ."]
    assert texts(readers, words="ÉTÉ was") == ["It was in été, they said."]
    assert texts(readers, words="ŻÓŁW") == ["A żółw came."]
    assert texts(readers, words="قالوا") == ["قالوا لا"]


def test_a_page_beyond_the_last_shows_the_last_and_how_many_there_are(readers: Readers) -> None:
    readers.saying(*(f"They hung up, number {n}." for n in range(27)), "It rained.")
    with reader(readers.engine) as session:
        first, last, beyond, before = (
            comments.page(session, Filters(words="hung up"), n) for n in (1, 2, 99, -3)
        )
        assert comments.page(session, Filters(words="absent"), 7).total == 0
    assert (first.total, last.total, beyond.total) == (27, 27, 27)
    assert (len(first.items), len(last.items), beyond.number, before.number) == (25, 2, 2, 1)
    assert beyond.items == last.items
    assert before.items == first.items


def test_what_is_urgent_stands_first_among_what_was_found(readers: Readers) -> None:
    readers.plainly(*(f"They hung up, number {n}." for n in range(5)))
    with writing(readers.engine) as session:
        last = session.scalars(select(Comment.id).order_by(Comment.id.desc()).limit(1)).one()
        session.get_one(MachineReading, last).urgent = True
    with reader(readers.engine) as session:
        found = comments.page(session, Filters(words="hung"), 1).items
    assert found[0].id == last


def test_the_search_goes_with_the_filters(readers: Readers) -> None:
    readers.plainly("They hung up at noon.", "It rained at noon.")
    assert texts(readers, words="noon", code="hard_to_reach") == ["They hung up at noon."]
    assert texts(readers, words="noon", questionnaire="staff") == []
    assert texts(readers, words="noon", question="else") == []


def test_words_that_were_taken_out_are_found_no_more(readers: Readers) -> None:
    readers.saying("The woman at Greenfield laughed.")
    with writing(readers.engine) as session:
        comment = session.scalars(select(Comment)).one()
        redactions.take_out(
            session, comment, "Greenfield", kind="detail", reason="place",
            account=readers.accounts["Ada"], keys=readers.keys,
        )  # fmt: skip
    assert texts(readers, words="Greenfield") == []
    assert len(texts(readers, words="laughed")) == 1


@given(st.integers(-5, 500), st.integers(0, 900), st.integers(1, 60))
def test_a_page_lies_always_within_the_list(wanted: int, total: int, size: int) -> None:
    number, before = paging.place(wanted, total, size)
    assert 1 <= number <= paging.pages(total, size)
    assert before < total or (before, number) == (0, 1)
