"""Marked answers are held, read by nobody and counted nowhere, until a person has decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.answers import Arrival, Comment, Held, Opened, Response, Wave
from survey.review.services import lane, opening
from survey.review.services.lane import Lane
from survey.review.services.opening import Stored
from survey.review.services.originals import TextKeys, destroy_due
from tests.survey.review.answers import CODEBOOK, Export, OneResponse, parents

DAY = date(2026, 12, 1)


class House:
    """A review database into which exports are opened."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.keys = engine, TextKeys(settings.review_folder)

    def open(self, *responses: OneResponse, withdrawn: tuple[str, ...] = ()) -> Stored:
        hashes = [opening.tag_hash(tag) for tag in withdrawn]
        with writing(self.engine) as session:
            return opening.store(
                session, Export(list(responses)), keys=self.keys, codebook=CODEBOOK,
                withdrawn=hashes, today=DAY,
            )  # fmt: skip

    def take_in(self) -> Stored:
        with writing(self.engine) as session:
            return lane.take_in(session, self.keys, Lane("w1", "parent", 0), DAY)

    def count(self, *models: type) -> list[int]:
        with reader(self.engine) as session:
            return [session.scalar(select(func.count()).select_from(m)) or 0 for m in models]


@pytest.fixture
def house(either_engine: Engine, settings: Settings) -> House:
    return House(either_engine, settings)


def marked(n: int, start: int = 0, tag: str = "") -> list[OneResponse]:
    return [replace(one, look=True) for one in parents(n, start=start, tag=tag)]


def test_a_marked_answer_is_held_and_nothing_of_it_is_read_or_counted(house: House) -> None:
    stored = house.open(*parents(3), *marked(2, start=3))
    assert (stored.added, stored.held, stored.comments) == (3, 2, 3)
    assert house.count(Response, Comment, Held, Opened) == [3, 3, 2, 5]
    with reader(house.engine) as session:
        assert sum(session.scalars(select(Arrival.n))) == 3
        assert all(b"contact" not in sealed for sealed in session.scalars(select(Held.sealed)))
        assert lane.waiting(session) == [Lane("w1", "parent", 2)]


def test_what_was_held_does_not_come_again_with_the_next_export(house: House) -> None:
    house.open(*marked(2))
    again = house.open(*marked(2))
    assert (again.held, again.known) == (0, 2)


def test_taken_in_they_are_like_all_others(house: House) -> None:
    house.open(*parents(3), *marked(2, start=3))
    assert house.take_in().added == 2
    assert house.count(Response, Comment, Held) == [5, 5, 0]
    with reader(house.engine) as session:
        assert sum(session.scalars(select(Arrival.n))) == 5
        assert len({len(vars(one)) for one in session.scalars(select(Response))}) == 1


def test_left_out_they_are_gone_and_only_their_number_is_kept(house: House) -> None:
    house.open(*parents(3), *marked(2, start=3))
    with writing(house.engine) as session:
        assert lane.drop(session, Lane("w1", "parent", 2)) == 2
    assert house.count(Response, Held) == [3, 0]
    with reader(house.engine) as session:
        assert session.get_one(Wave, "w1").dropped == 2
    assert house.open(*marked(2, start=3)).known == 2


def test_a_held_answer_that_is_taken_back_goes_at_the_next_opening(house: House) -> None:
    house.open(*marked(1, tag="go"), *marked(1, start=1, tag="stay"))
    assert house.open(withdrawn=("go",)).withdrawn == 1
    assert house.take_in().added == 1
    assert house.open(withdrawn=("go", "stay")).withdrawn == 1, "also after it was taken in"
    assert house.count(Response) == [0]


def test_one_that_was_taken_back_before_the_opening_is_never_held(house: House) -> None:
    stored = house.open(*marked(1, tag="go"), withdrawn=("go",))
    assert (stored.held, stored.withdrawn) == (0, 1)


def test_the_page_shows_what_is_alike_and_words_that_read_as_danger_first(house: House) -> None:
    same = parents(1)[0]
    words = {"contact": "Quick and polite. Officer on 07700 900123."}
    danger = {"contact": "Please help, he is hurting me and I want to kill myself tonight."}
    house.open(
        *(replace(same, hash=f"{n:064x}", look=True, answers=words) for n in range(5)),
        replace(same, hash="f" * 64, look=True, answers=danger),
    )
    with reader(house.engine) as session:
        (found,) = lane.waiting(session)
        view = lane.view(session, house.keys, found)
    assert (view.lane.n, view.alike, view.most, view.with_words) == (6, 5, 5, 6)
    assert [one.urgent for one in view.comments] == [True, False]
    assert "07700" not in view.comments[1].text


DANGER = {"contact": "Please help, he is hurting me and I want to kill myself tonight."}


def test_held_answers_that_read_as_danger_are_counted_at_opening(house: House) -> None:
    calm, bad = marked(1), [replace(one, answers=DANGER) for one in marked(2, start=1)]
    assert house.open(*calm, *bad, *parents(1, start=3)).held_urgent == 2
    with reader(house.engine) as session:
        assert lane.to_be_read(session) == [Lane("w1", "parent", 3, urgent=2)]
        assert sorted(session.scalars(select(Held.urgent))) == [False, True, True]
    house.take_in()
    with reader(house.engine) as session:
        assert lane.to_be_read(session) == []


def test_a_lane_without_danger_is_not_to_be_read_first(house: House) -> None:
    house.open(*marked(2))
    with reader(house.engine) as session:
        assert lane.to_be_read(session) == []


def test_a_lane_with_danger_stands_before_the_others(house: House) -> None:
    staff = {"questionnaire": "staff", "version": "s1", "answers": {"harder": DANGER["contact"]}}
    house.open(*marked(2), *(replace(one, **staff) for one in marked(1, start=2)))
    with reader(house.engine) as session:
        assert [one.questionnaire for one in lane.waiting(session)] == ["staff", "parent"]


def test_what_no_rule_marks_is_shown_after_what_one_does_however_much_there_is(
    house: House,
) -> None:
    last = replace(marked(1, start=lane.SHOWN + 50)[0], answers=DANGER)
    house.open(*marked(lane.SHOWN + 50), last)
    with reader(house.engine) as session:
        view = lane.view(session, house.keys, lane.waiting(session)[0])
    assert len(view.comments) == lane.SHOWN
    assert [one.urgent for one in view.comments[:2]] == [True, False]


def test_what_nobody_decided_about_goes_with_the_original_words(house: House) -> None:
    house.open(*marked(2))
    with writing(house.engine) as session:
        wave = session.get_one(Wave, "w1")
        wave.text_until = "2027-01-01"
        destroy_due(session, house.keys, [wave], "2027-01-02")
    assert house.count(Held) == [0]


def test_no_page_tells_which_hashes_came_with_which_responses(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashes are written after all responses and in their own order: not batch by batch."""
    monkeypatch.setattr(opening, "BATCH", 10)
    written: list[tuple[str, list[str]]] = []

    def see(
        _c: object, _cursor: object, statement: str, given: Any, _x: object, many: bool
    ) -> None:
        if statement.startswith("INSERT INTO "):
            rows = [list(r.values()) if isinstance(r, dict) else r for r in given] if many else []
            written.append((statement.split()[2], [str(row[0]) for row in rows]))

    event.listen(house.engine, "before_cursor_execute", see)
    house.open(*parents(45))
    names = [name for name, _keys in written]
    hashes = [key for name, keys in written if name == "opened" for key in keys]
    assert names.count("response") == 5
    assert hashes == sorted(one.hash for one in parents(45))
    assert names.index("opened") > max(n for n, name in enumerate(names) if name == "comment")
