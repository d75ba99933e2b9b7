"""Drafts: answers saved under a code."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from pathlib import Path

import pytest

from survey.collect import codes
from survey.collect.drafts import SIZE, Drafts
from survey.collect.progress import StorageError
from survey.collect.state import State

TODAY = datetime.date(2026, 11, 22)
LAST = datetime.date(2026, 12, 6)
STATE = State(questionnaire="parent", consent=True, answers={"contact": "Canary words"}, reached=7)


@pytest.fixture(autouse=True)
def quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "MEMORY", 8192)
    monkeypatch.setattr(codes, "PASSES", 1)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path, b"p" * 32)


def test_a_draft_comes_back_with_its_code_and_with_no_other(drafts: Drafts) -> None:
    code = codes.new()
    drafts.save(code, STATE, LAST)
    assert drafts.find(code, TODAY) == STATE
    assert drafts.find(codes.new(), TODAY) is None
    other = Drafts(drafts.path.parent, b"q" * 32)
    assert other.find(code, TODAY) is None, "the pepper of another instance does not help"


def test_the_file_and_the_pepper_without_the_code_tell_nothing(drafts: Drafts) -> None:
    drafts.save(codes.new(), STATE, LAST)
    assert b"Canary" not in drafts.path.read_bytes()
    connection = sqlite3.connect(drafts.path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(draft)")]
    sizes = connection.execute("SELECT DISTINCT length(state) FROM draft").fetchall()
    connection.close()
    assert columns == ["place", "id", "expires", "state"]
    assert sizes == [(SIZE + 80,)]


def test_short_and_long_answers_look_alike(drafts: Drafts) -> None:
    drafts.save(codes.new(), State(), LAST)
    drafts.save(codes.new(), State(answers={"contact": "x" * 60_000}), LAST)
    connection = sqlite3.connect(drafts.path)
    assert connection.execute("SELECT DISTINCT length(state) FROM draft").fetchall() == [
        (SIZE + 80,)
    ]
    connection.close()


def test_after_its_last_day_a_draft_is_not_found(drafts: Drafts) -> None:
    code = codes.new()
    drafts.save(code, STATE, LAST)
    assert drafts.find(code, LAST) == STATE
    assert drafts.find(code, LAST + datetime.timedelta(days=1)) is None


def test_an_expired_draft_cannot_be_read_from_an_old_copy_even_with_the_code(
    drafts: Drafts, tmp_path: Path
) -> None:
    code = codes.new()
    drafts.save(code, STATE, LAST)
    later = codes.new()
    drafts.save(later, STATE, LAST + datetime.timedelta(days=1))
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(drafts.path, copy)
    assert drafts.sweep(LAST) == 0
    assert drafts.sweep(LAST + datetime.timedelta(days=1)) == 1
    assert sorted(path.name for path in drafts.keys.iterdir()) == ["2026-12-07"]
    shutil.copy(copy, drafts.path)
    assert drafts.find(code, TODAY) is None, "also with the clock turned back"
    assert drafts.find(later, TODAY) == STATE


def test_sealed_or_sent_parts_are_not_saved(drafts: Drafts) -> None:
    code = codes.new()
    drafts.save(code, State(questionnaire="staff", envelope=b"e", code="c", sent=True), LAST)
    assert drafts.find(code, TODAY) == State(questionnaire="staff")


def test_a_draft_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "nowhere", b"p" * 32)
    with pytest.raises(StorageError):
        drafts.save(codes.new(), STATE, LAST)


def test_sweeping_where_nobody_ever_saved_is_nothing(drafts: Drafts) -> None:
    assert drafts.sweep(TODAY) == 0
    assert not drafts.path.exists()
