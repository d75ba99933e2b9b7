"""Bars 1, 3 and 12: the files of 1,000 answers show no order, match nobody, and tell no lengths."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from survey.box import envelope
from survey.config import Settings
from survey.intruder import order, rehearsal
from survey.intruder.chance import HITS_LIMIT, tau_limit
from survey.intruder.order import Channel
from survey.intruder.rehearsal import Rehearsal
from survey.intruder.snapshot import Snapshot
from tests.anonymity import faults

N = 1000


@pytest.fixture(scope="module")
def rehearsed(place: Path) -> Rehearsal:
    return rehearsal.rehearse(Settings(instance=place / "none"), place, N)


@pytest.fixture(scope="module")
def channels(rehearsed: Rehearsal, place: Path) -> list[Channel]:
    return order.attack(rehearsed.snapshot(place / "taken"), rehearsed.envelopes)


def test_the_bar_of_order_is_four_sigma() -> None:
    assert round(tau_limit(N), 3) == 0.084


def test_no_channel_shows_the_order_in_which_answers_came(channels: list[Channel]) -> None:
    assert {channel.found for channel in channels} == {N}
    assert [channel for channel in channels if channel.broken] == []


def test_the_attack_looks_at_bytes_rows_and_columns(channels: list[Channel]) -> None:
    assert {channel.name for channel in channels} >= {
        "collect.sqlite3, beginning: where it lies",
        "collect.sqlite3, middle: where it lies",
        "collect.sqlite3, end: where it lies",
        "sealed: as it is read",
        "sealed: row number",
        "sealed.place",
    }


def test_exact_visit_times_match_no_more_answers_than_chance(channels: list[Channel]) -> None:
    assert max(channel.hits for channel in channels) <= HITS_LIMIT


def test_ciphertexts_come_in_three_sizes_and_none_stands_alone(
    rehearsed: Rehearsal, place: Path
) -> None:
    found = order.sizes(rehearsed.snapshot(place / "sizes"), rehearsed.envelopes)
    assert set(found) <= set(envelope.SIZES)
    assert sum(found.values()) == N
    assert min(found.values()) >= 10


FAULTS: list[tuple[str, str, Callable[..., None]]] = [
    ("row numbers behind random ids", faults.ROWID, faults.with_random_id),
    ("pages in the order of arrival", faults.WITHOUT_ROWID, faults.with_random_id),
    ("a column that counts", faults.COUNTED, faults.with_counter),
    ("shuffled batches in their order", faults.WITHOUT_ROWID, faults.batches_appended(50)),
]


@pytest.mark.parametrize(("name", "schema", "put"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_the_attack_finds_a_planted_order(
    place: Path, name: str, schema: str, put: Callable[..., None]
) -> None:
    sent = faults.envelopes(N)
    taken = faults.build(place / name, schema, put, sent)
    found = order.attack(taken, sent)
    assert max(abs(channel.tau) for channel in found) > 0.9
    assert any(channel.broken for channel in found)


def test_the_attack_finds_order_in_a_write_ahead_log_that_was_left(place: Path) -> None:
    sent = faults.envelopes(200)
    schema = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + faults.WITHOUT_ROWID
    folder = place / "wal"
    folder.mkdir()
    connection = sqlite3.connect(folder / "collect.sqlite3", isolation_level=None)
    connection.executescript(schema)
    for each in sent:
        faults.with_random_id(connection, each)
    kept = Snapshot(folder, folder / "collect.sqlite3")
    found = {channel.name: channel for channel in order.attack(kept, sent)}
    connection.close()
    assert found["collect.sqlite3-wal, beginning: where it lies"].tau > 0.9


def test_matching_succeeds_against_a_planted_order(place: Path) -> None:
    sent = faults.envelopes(N)
    taken = faults.build(place / "match", faults.ROWID, faults.with_random_id, sent)
    assert max(channel.hits for channel in order.attack(taken, sent)) == N


def test_lengths_that_are_not_padded_are_caught(place: Path) -> None:
    sent = [each[: 3_000 + number] for number, each in enumerate(faults.envelopes(100))]
    taken = faults.build(place / "lengths", faults.ROWID, faults.with_random_id, sent)
    assert len(order.sizes(taken, sent)) == 100
