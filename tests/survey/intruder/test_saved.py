"""The attack on saved answers holds for ours, and finds what it should where there is a fault."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.collect import shelf
from survey.collect.drafts import FILE, Drafts
from survey.config import Settings
from survey.intruder import saved
from survey.intruder.rehearsal import SECTIONS, Line


def lines(folder: Path, count: int = 60) -> list[Line]:
    """The table of a rehearsal in a new folder."""
    settings = Settings(instance=folder / "none")
    return list(saved.table(saved.rehearse(settings, folder / "saved", count)))


def broken(found: list[Line]) -> list[str]:
    return [line.attack for line in found if line.broken]


def test_saved_answers_show_neither_order_nor_length_nor_words(tmp_path: Path) -> None:
    found = lines(tmp_path)
    assert broken(found) == []
    assert {line.section for line in found} <= set(SECTIONS)
    assert sum("order, " in line.attack and "(48 saved)" in line.attack for line in found) >= 3
    assert [line.result for line in found[-3:]] == ["1", "0", "0"]


def test_drafts_in_the_order_of_their_saving_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_the_end(connection: sqlite3.Connection, row: shelf.Row) -> None:
        with connection:
            connection.execute("INSERT INTO draft (id, expires, state) VALUES (?, ?, ?)", row)

    monkeypatch.setattr(shelf, "put", at_the_end)
    found = broken(lines(tmp_path))
    assert any(attack.startswith("order, draft.place") for attack in found)
    assert any("where it lies" in attack for attack in found)


def test_drafts_that_are_only_forgotten_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(connection: sqlite3.Connection, name: bytes) -> int:
        with connection:
            return connection.execute("UPDATE draft SET id = x'00' WHERE id = ?", (name,)).rowcount

    monkeypatch.setattr(shelf, "remove", forget)
    assert broken(lines(tmp_path, 20)) == ["left after they were opened again"]


def test_words_beside_a_draft_and_a_length_of_its_own_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Drafts.save

    def careless(drafts: Drafts, code: str, state: object, expires: object) -> None:
        (drafts.path.parent / "drafts.log").write_text(repr(state))
        save(drafts, code, state, expires)  # type: ignore[arg-type]

    monkeypatch.setattr(Drafts, "save", careless)
    done = saved.rehearse(Settings(instance=tmp_path / "none"), tmp_path / "saved", 20)
    longer = dataclasses.replace(done, left=[*done.left, done.left[0] + b"longer"])
    found = broken(list(saved.table(longer)))
    assert {"files that hold saved words", "lengths of saved answers"} <= set(found)


def test_the_instances_own_file_is_copied_and_left_as_it_was(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "instance")
    settings.collect_folder.mkdir(parents=True)
    saved.rehearse(Settings(instance=tmp_path / "none"), tmp_path / "first", 10)
    own = settings.collect_folder / FILE
    own.write_bytes((tmp_path / "first" / FILE).read_bytes())
    before = own.read_bytes()
    done = saved.rehearse(settings, tmp_path / "second", 10)
    assert own.read_bytes() == before
    assert sum(_rows(done.folder / FILE)) == 8 + 8


def _rows(path: Path) -> Iterator[int]:
    connection = sqlite3.connect(path)
    yield from (1 for _row in connection.execute("SELECT id FROM draft"))
    connection.close()
