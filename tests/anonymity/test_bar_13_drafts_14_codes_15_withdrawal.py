"""Bars 13, 14 and 15: saved answers cannot be read without the code and not after their day; codes
cannot be guessed; taking back leaves no way from a code to a sealed answer."""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from survey.box import opening, waves, withdrawals
from survey.collect import codes, limits, shelf
from survey.collect.drafts import Drafts, Place
from survey.collect.state import State
from survey.config import Settings
from survey.intruder import lint, order
from survey.intruder.snapshot import Snapshot
from survey.review import database
from survey.review.services import opening as into_review
from survey.review.services.opening import Stored
from survey.review.services.originals import TextKeys
from tests.anonymity import faults
from tests.survey.box.conftest import make_box

TODAY = datetime.date(2027, 3, 1)
EXPIRES = TODAY + datetime.timedelta(days=14)
STATE = State(questionnaire="parent", answers={"q": "CANARYWORDS"})
PEPPER = b"p" * 32


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path, PEPPER)


def test_the_code_opens_the_draft_and_nothing_else_does(drafts: Drafts, tmp_path: Path) -> None:
    code, other = codes.new(), codes.new()
    drafts.save(code, STATE, EXPIRES)
    found = drafts.find(code, TODAY)
    assert found is not None
    assert found.answers == STATE.answers
    assert drafts.find(other, TODAY) is None
    words = [b"CANARYWORDS", code.encode(), code.replace(" ", "").encode()]
    assert lint.canaries([tmp_path], words) == []


def test_whoever_has_the_file_the_pepper_and_the_day_key_still_reads_nothing(
    drafts: Drafts, tmp_path: Path
) -> None:
    drafts.save(codes.new(), STATE, EXPIRES)
    with closing(sqlite3.connect(drafts.path)) as connection:
        ((name, sealed),) = connection.execute("SELECT id, state FROM draft").fetchall()
    day_key = (drafts.keys / EXPIRES.isoformat()).read_bytes()
    inner = SecretBox(day_key).decrypt(sealed)
    assert b"CANARYWORDS" not in inner
    for guess in (PEPPER, day_key, name * 2):
        with pytest.raises(CryptoError):
            SecretBox(guess).decrypt(inner)


def test_an_expired_draft_cannot_be_read_from_a_backup_even_with_the_code(
    drafts: Drafts, tmp_path: Path
) -> None:
    code = codes.new()
    drafts.save(code, STATE, EXPIRES)
    kept = tmp_path / "backup"
    kept.mkdir()
    shutil.copy2(drafts.path, kept / drafts.path.name)
    after = EXPIRES + datetime.timedelta(days=1)
    assert drafts.sweep(after) == 1
    stolen = Drafts(kept, PEPPER)
    shutil.copytree(drafts.keys, stolen.keys)
    assert stolen.find(code, TODAY) is None


def test_a_backup_that_holds_the_day_keys_is_caught(drafts: Drafts, tmp_path: Path) -> None:
    """The fault: whoever copies the keys with the file can read on after the last day."""
    code = codes.new()
    drafts.save(code, STATE, EXPIRES)
    kept = tmp_path / "backup"
    kept.mkdir()
    shutil.copy2(drafts.path, kept / drafts.path.name)
    shutil.copytree(drafts.keys, kept / drafts.keys.name)
    drafts.sweep(EXPIRES + datetime.timedelta(days=1))
    assert Drafts(kept, PEPPER).find(code, TODAY) is not None


def test_all_drafts_look_alike(drafts: Drafts) -> None:
    for words in ("", "x" * 30_000):
        drafts.save(codes.new(), dataclasses.replace(STATE, answers={"q": words}), EXPIRES)
    with closing(sqlite3.connect(drafts.path)) as connection:
        sizes = {row[0] for row in connection.execute("SELECT length(state) FROM draft")}
    assert len(sizes) == 1


N = 80


def _states(drafts: Drafts, places: list[Place]) -> list[bytes]:
    """What lies there of each draft, in the order in which they were saved."""
    with closing(sqlite3.connect(drafts.path)) as connection:
        found = [shelf.find(connection, place.name) for place in places]
    return [row[1] for row in found if row]


def test_saved_answers_show_no_order_after_some_came_and_went(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "MEMORY", 8192)
    monkeypatch.setattr(codes, "PASSES", 1)
    folder = place / "order"
    folder.mkdir()
    drafts, given = Drafts(folder, PEPPER), [codes.new() for _ in range(N + 20)]
    for number, code in enumerate(given):
        drafts.save(code, STATE, EXPIRES)
        if number % 5 == 4:
            drafts.remove(drafts.place(given[number - 3]))
    left = _states(drafts, [drafts.place(code) for code in given])
    channels = order.attack(Snapshot(folder, drafts.path), left)
    assert {"drafts.sqlite3, end: where it lies", "draft.place"} <= {c.name for c in channels}
    assert {channel.found for channel in channels} == {N}
    assert [channel for channel in channels if channel.broken] == []


def test_saved_answers_in_the_order_of_their_ids_are_caught(place: Path) -> None:
    """The fault, and our own first design: so large a row shows its order by its overflow pages."""
    sent = [os.urandom(131_168) for _ in range(N)]
    taken = faults.build(place / "ids", faults.WITHOUT_ROWID, faults.with_random_id, sent)
    found = {channel.name: channel.tau for channel in order.attack(taken, sent)}
    assert found["collect.sqlite3, end: where it lies"] > 0.9


def test_a_code_has_seventy_seven_bits_and_a_guess_is_dear() -> None:
    assert codes.COUNT * math.log2(len(set(codes.words()))) >= 77
    assert codes.MEMORY >= 64 * 1024 * 1024
    assert _seconds() >= 0.1


def _seconds() -> float:
    """Processor time of one guess."""
    start = time.process_time()
    codes.stretch(codes.new(), b"heard draft", 48, PEPPER)
    return time.process_time() - start


def test_a_cheap_guess_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "MEMORY", 8 * 1024 * 1024)
    assert _seconds() < 0.1


def test_guesses_are_throttled_without_an_address() -> None:
    counted = limits.Limits(clock=lambda: 0.0)
    tries = [counted.allows("code", "203.0.113.7") for _ in range(100)]
    assert 0 < sum(tries) < 60
    assert "203.0.113" not in repr(vars(counted))
    assert b"203.0.113" not in repr(vars(counted)).encode()


def test_a_short_code_would_be_caught() -> None:
    assert 5 * math.log2(len(codes.words())) < 77


def _plaintext(tag: str) -> bytes:
    return json.dumps(
        {
            "v": 2, "wave": "spring", "questionnaire": "parent", "version": "0" * 64,
            "week": "2026-W47", "language": "en", "answers": {}, "tag": tag, "lane": "",
        }
    ).encode()  # fmt: skip


def test_a_tag_stands_in_no_file_of_the_collector_and_is_dropped_at_opening(place: Path) -> None:
    box = make_box(place / "instance")
    given = [codes.new() for _ in range(3)]
    tags = [codes.withdrawal_tag(code) for code in given]
    for number in range(60):
        box.send(_plaintext(tags[number] if number < 3 else ""))
    words = [each.encode() for each in (*tags, *given)]
    words += [bytes.fromhex(tag) for tag in tags]
    assert lint.canaries([place], words) == []
    withdrawals.add(box.engine, tags[0])
    assert lint.canaries([place], words) == []
    wave = waves.close_wave(box.engine, "spring")
    header = opening.write_export(box.engine, place / "export", wave)
    assert len(header.withdrawn) == 1
    assert lint.canaries([place], words) == []
    stored = _opened(place / "export", box.private, Settings(instance=place / "team"))
    assert (stored.added, stored.withdrawn) == (59, 1)


def _opened(export: Path, key: bytes, team: Settings) -> Stored:
    """Open the export on the team's side: what comes out is counts."""
    entry = {"title": "x", "version": "0" * 64, "variables": []}
    codebook = {"format": "heard-codebook-1", "questionnaires": {"parent": entry}}
    database.prepare(team)
    engine = database.make_engine(team)
    with database.writing(engine) as session:
        found = opening.open_export(export, key)
        stored = into_review.store(
            session, found, keys=TextKeys(team.review_folder), codebook=codebook,
            withdrawn=found.header.withdrawn,
        )  # type: ignore[arg-type]  # fmt: skip
    engine.dispose()
    return stored


def test_a_tag_outside_the_envelope_is_caught(place: Path) -> None:
    tag = codes.withdrawal_tag(codes.new())
    folder = place / "fault"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "a.sqlite3")) as connection:
        connection.execute("CREATE TABLE sealed (envelope BLOB, tag TEXT)")
        connection.execute("INSERT INTO sealed VALUES (x'00', ?)", (tag,))
        connection.commit()
    assert lint.canaries([folder], [tag.encode()]) != []
