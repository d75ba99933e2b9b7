"""Bar 6: what was deleted is gone from every file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from survey.box import opening, purging, waves
from survey.collect.progress import Progress
from survey.collect.state import State
from survey.intruder import lint, snapshot
from tests.survey.box.conftest import Box, make_box

CANARIES = [f"CANARY-{number:04}-xyzzy" for number in range(200)]


@pytest.fixture(scope="module")
def box(place: Path) -> Box:
    return make_box(place / "instance")


def test_two_hundred_canaries_leave_no_word_and_no_ciphertext(box: Box, place: Path) -> None:
    sent = [box.send(json.dumps({"answers": {"q": word}}).encode()) for word in CANARIES]
    words = [word.encode() for word in CANARIES]
    assert lint.canaries([place], words) == []
    wave = waves.close_wave(box.engine, "spring")
    opening.write_export(box.engine, place / "export", wave)
    assert lint.canaries([place], [snapshot.needle(each) for each in sent]) != []
    purging.purge(box.engine, wave)
    (place / "export").unlink()
    assert lint.canaries([place], [snapshot.needle(each) for each in sent]) == []


def test_answers_under_way_leave_no_word_before_or_after_the_sweep(place: Path) -> None:
    now = [1_000_000.0]
    progress = Progress(place / "progress.sqlite3", clock=lambda: now[0])
    for word in CANARIES:
        progress.write(word.encode().ljust(32, b"."), State(answers={"q": word}), None)
    words = [word.encode() for word in CANARIES]
    assert lint.canaries([place], words) == []
    with closing(sqlite3.connect(place / "progress.sqlite3")) as connection:
        states = [row[0][40:72] for row in connection.execute("SELECT state FROM progress")]
    assert len(states) == len(CANARIES)
    now[0] += 24 * 3600
    assert progress.sweep() == len(CANARIES)
    progress.close()
    assert lint.canaries([place], states) == []


def test_a_database_without_secure_delete_is_caught(place: Path) -> None:
    folder = place / "careless"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "a.sqlite3")) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE answer (words TEXT)")
        connection.executemany("INSERT INTO answer VALUES (?)", [(word,) for word in CANARIES])
        connection.commit()
        connection.execute("DELETE FROM answer")
        connection.commit()
    words = [word.encode() for word in CANARIES]
    (found,) = lint.canaries([folder], words)
    assert found.endswith("holds 200 of 200")
