"""Rows come and go; each is found again, none is lost, and any arrangement is equally likely."""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.collect import shelf


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    made = fresh()
    yield made
    made.close()


def fresh() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute(shelf.SCHEMA)
    return made


def put(connection: sqlite3.Connection, number: int, day: str = "2027-03-15") -> None:
    shelf.put(connection, (b"%02d" % number, day, b"state %02d" % number))


def arranged(connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
    return connection.execute("SELECT place, id FROM draft ORDER BY place").fetchall()


def test_every_row_is_found_with_what_belongs_to_it(connection: sqlite3.Connection) -> None:
    for number in range(20):
        put(connection, number)
    for number in range(20):
        assert shelf.find(connection, b"%02d" % number) == ("2027-03-15", b"state %02d" % number)
    assert shelf.find(connection, b"99") is None


@given(st.lists(st.tuples(st.integers(0, 15), st.booleans()), max_size=40))
def test_whatever_comes_and_goes_what_stays_lies_in_the_first_places(
    steps: list[tuple[int, bool]],
) -> None:
    connection, there = fresh(), set[int]()
    for number, comes in steps:
        if comes and number not in there:
            put(connection, number)
            there.add(number)
        elif not comes:
            assert shelf.remove(connection, b"%02d" % number) == (number in there)
            there.discard(number)
    found = arranged(connection)
    connection.close()
    assert [place for place, _name in found] == list(range(1, len(there) + 1))
    assert {int(name) for _place, name in found} == there


def test_what_has_expired_goes_and_the_rest_stays(connection: sqlite3.Connection) -> None:
    for number in range(10):
        put(connection, number, "2027-03-01" if number % 2 else "2027-03-02")
    assert shelf.remove_before(connection, "2027-03-02") == 5
    assert {int(name) for _place, name in arranged(connection)} == {0, 2, 4, 6, 8}


def test_all_six_arrangements_of_three_are_equally_likely() -> None:
    seen: Counter[tuple[bytes, ...]] = Counter()
    for _ in range(1_200):
        connection = fresh()
        for number in (9, 1, 2, 3):
            put(connection, number)
        shelf.remove(connection, b"09")
        seen[tuple(name for _place, name in arranged(connection))] += 1
        connection.close()
    assert set(seen) == set(itertools.permutations([b"01", b"02", b"03"]))
    assert sum((count - 200) ** 2 / 200 for count in seen.values()) < 33  # p < 4e-6 by chance


def test_a_change_that_fails_leaves_everything_as_it_was(connection: sqlite3.Connection) -> None:
    put(connection, 1)
    before = arranged(connection)
    with pytest.raises(sqlite3.IntegrityError):
        shelf.put(connection, (None, "2027-03-15", b""))  # type: ignore[arg-type]
    assert arranged(connection) == before
    put(connection, 2)
    assert len(arranged(connection)) == 2
