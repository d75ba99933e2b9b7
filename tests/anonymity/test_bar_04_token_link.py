"""Bar 4: group codes are linked to no answer, by transaction, adjacency or place in a batch."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from survey.box import groups, store
from survey.config import Settings
from survey.intruder import links, rehearsal
from survey.intruder.rehearsal import Rehearsal
from tests.anonymity import faults

N = 500


@pytest.fixture(scope="module")
def rehearsed(place: Path) -> Rehearsal:
    return rehearsal.rehearse(Settings(instance=place / "none"), place, N)


def test_five_hundred_codes_are_paired_no_better_than_by_chance(
    rehearsed: Rehearsal, place: Path
) -> None:
    found = links.attack(rehearsed.snapshot(place / "taken"), rehearsed.envelopes, rehearsed.codes)
    assert {link.name for link in found} == {
        "sealed beside invited",
        "sealed beside invited, as counted",
        "sealed by row number beside invited",
        "sealed by row number beside invited, as counted",
    }
    assert [link for link in found if link.broken] == []
    batch = rehearsed.settings.collect.batch
    assert all(link.chance <= 1.1 * N / batch for link in found), "a blind guess: one in a batch"


def test_the_count_that_is_shown_stands_still_between_flushes(rehearsed: Rehearsal) -> None:
    shown = {group.name: group.answers for group in _groups(rehearsed)}
    assert sum(shown.values()) <= N
    name = next(iter(shown))
    groups.count(rehearsed.engine, rehearsal.NAME, rehearsal.QUESTIONNAIRE, name)
    assert {group.name: group.answers for group in _groups(rehearsed)} == shown


def _groups(done: Rehearsal) -> list[groups.Group]:
    return groups.every(done.engine, rehearsal.NAME)


def test_a_code_stands_nowhere_in_the_files(rehearsed: Rehearsal) -> None:
    code = groups.create(rehearsed.engine, rehearsal.NAME, "parent", "more", 50)
    content = store.database(rehearsed.settings).read_bytes()
    assert code.encode() not in content
    assert groups.clean(code).encode() not in content


SPENT = faults.ROWID + "; CREATE TABLE spent (id INTEGER PRIMARY KEY, code TEXT)"


def test_a_code_spent_in_the_same_transaction_is_caught(place: Path) -> None:
    sent = faults.envelopes(N)
    codes = [f"CODE-{number:04}" for number in range(N)]
    random.shuffle(codes)
    given = iter(codes)

    def put(connection: sqlite3.Connection, envelope: bytes) -> None:
        faults.with_random_id(connection, envelope)
        connection.execute("INSERT INTO spent (code) VALUES (?)", (next(given),))

    taken = faults.build(place / "spent", SPENT, put, sent)
    found = links.attack(taken, sent, codes)
    assert max(link.right for link in found) == N
    assert any(link.broken for link in found)


def test_a_code_column_beside_the_answer_is_caught(place: Path) -> None:
    sent = faults.envelopes(N)
    given = iter([f"CODE-{number:04}" for number in range(N)])
    schema = "CREATE TABLE answer (envelope BLOB, code TEXT)"

    def put(connection: sqlite3.Connection, envelope: bytes) -> None:
        connection.execute("INSERT INTO answer VALUES (?, ?)", (envelope, next(given)))

    taken = faults.build(place / "column", schema, put, sent)
    codes = [f"CODE-{number:04}" for number in range(N)]
    assert any(link.right == N for link in links.attack(taken, sent, codes))
