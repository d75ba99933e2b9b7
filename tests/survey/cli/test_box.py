"""``heard box``, ``heard backup`` and ``heard retention`` on a box with real envelopes."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from survey.box import envelope, pool, store, waves
from survey.cli import box
from survey.config import Settings
from survey.definition.load import load_all
from survey.demo.answers import responses
from survey.review import database
from survey.review.models.audit import AuditEntry
from survey.review.services.opening import Stored
from tests.survey.cli.box_cli import Shell


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An instance with an open wave and somebody on duty, made once."""
    made = Shell(tmp_path_factory.mktemp("pattern") / "instance")
    made.open_wave()
    made.on_duty()
    return made


@pytest.fixture
def shell(tmp_path: Path, pattern: Shell) -> Shell:
    return pattern.copy(tmp_path)


@pytest.fixture
def engine(shell: Shell) -> Iterator[Engine]:
    made = store.prepare(Settings(instance=shell.instance))
    yield made
    made.dispose()


@cache
def plaintexts() -> tuple[bytes, ...]:
    """Invented answers of the demo, as they are sealed."""
    questionnaires = load_all()
    return tuple(
        json.dumps({
            "v": 2,
            "wave": "spring",
            "questionnaire": response.questionnaire,
            "version": questionnaires[response.questionnaire].version,
            "week": "2026-W47",
            "language": "en",
            "answers": response.answers,
            "tag": "",
            "lane": "",
        }).encode()
        for response in responses(questionnaires)
    )  # fmt: skip


def send(engine: Engine, count: int, lane: bytes = b"") -> None:
    """Seal and send some of them."""
    wave = waves.get(engine, "spring")
    for plaintext in random.sample(plaintexts(), count):
        marked = plaintext.replace(b'"lane": ""', b'"lane": "%b"' % lane)
        pool.add(engine, envelope.seal(marked, wave.public_key))


def open_box(shell: Shell, file: Path) -> tuple[str, ...]:
    key = shell.instance / "review" / "keys" / "spring.key"
    return ("box", "open", str(file), "--key", str(key), "--passphrase-file", shell.passphrase)


def test_sealed_answers_are_exported_opened_once_and_purged(
    shell: Shell, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "export"
    send(engine, 55)
    assert "In the box at the last batch: 50" in shell.done("box", "status")
    assert "50 sealed envelopes" in shell.done("box", "export", str(file))
    assert "New responses: 50" in shell.done(*open_box(shell, file))
    assert "0 new answers" in shell.refused(*open_box(shell, file))
    shell.done("wave", "close", "spring", "--yes")
    shell.done("box", "export", str(file))
    assert "New responses: 5 " in shell.done(*open_box(shell, file))
    assert "New responses: 0 " in shell.done(*open_box(shell, file))
    assert "Removed 55" in shell.done("box", "purge", "--yes")
    assert "last batch: 0" in shell.done("box", "status")


def test_what_came_in_a_flood_is_counted_apart(
    shell: Shell, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "export"
    send(engine, 2)
    send(engine, 3, lane=b"look")
    shell.done("wave", "close", "spring", "--yes")
    shell.done("box", "export", str(file))
    said = shell.done(*open_box(shell, file))
    assert "New responses: 2 " in said
    assert "Held for a person to decide: 3." in said


def test_how_many_held_answers_are_to_be_read_first_is_said_and_only_when_some_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    box._tell(Stored(held=3, held_urgent=2))
    assert "2 may say that somebody needs help now: read them first." in capsys.readouterr().out
    box._tell(Stored(held=3))
    assert "needs help" not in capsys.readouterr().out


def test_what_cannot_be_done_is_said_in_one_line(
    shell: Shell, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "export"
    send(engine, 50)
    shell.done("box", "export", str(file))
    (tmp_path / "wrong").write_text("not the passphrase\n")
    wrong = (*open_box(shell, file)[:-1], str(tmp_path / "wrong"))
    assert "does not open this key" in shell.refused(*wrong)
    assert "cannot be read" in shell.refused(*open_box(shell, tmp_path / "nowhere"))
    assert "Close it first" in shell.refused("box", "purge", "--yes")
    assert "could not be written" in shell.refused("box", "export", str(tmp_path / "no" / "x"))
    assert "no wave called" in shell.refused("box", "export", str(file), "--wave", "winter")


def test_the_root_shows_that_nothing_was_taken_out(
    shell: Shell, engine: Engine, tmp_path: Path
) -> None:
    send(engine, 50)
    listed = str(tmp_path / "list")
    said = shell.done("box", "root", "--list", listed)
    assert "50 sealed envelopes" in said
    send(engine, 50)
    assert "still in the box" in shell.done("box", "root", "--check", listed)
    shell.done("wave", "close", "spring", "--yes")
    shell.done("box", "purge", "--yes")
    assert "50 envelopes of that list are no longer" in shell.refused(
        "box", "root", "--check", listed
    )


def test_a_backup_is_made_after_a_batch_and_can_be_restored(
    shell: Shell, engine: Engine, tmp_path: Path
) -> None:
    folder = str(tmp_path / "backups")
    send(engine, 60)
    said = shell.done("backup", "box", folder)
    root = said.split("Merkle root: ")[1].split()[0]
    assert "another 50 answers" in shell.refused("backup", "box", folder)
    file = str(tmp_path / "backups" / "box-0000050.sqlite3")
    assert "exists" in shell.refused("backup", "restore", file)
    engine.dispose()
    store.database(Settings(instance=shell.instance)).rename(tmp_path / "lost")
    assert "Restored 50" in shell.done("backup", "restore", file, "--root", root)
    assert "last batch: 50" in shell.done("box", "status")


def test_the_review_database_is_copied_and_never_over_another_file(
    shell: Shell, tmp_path: Path
) -> None:
    new = Shell(tmp_path / "new")
    assert "no review database" in new.refused("backup", "review", str(tmp_path / "copy"))
    shell.done("backup", "review", str(tmp_path / "copy"))
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert "exists" in shell.refused("backup", "review", str(tmp_path / "copy"))


def test_retention_says_what_is_due_and_does_it_only_when_told(
    shell: Shell, engine: Engine, tmp_path: Path
) -> None:
    send(engine, 50)
    shell.done("box", "export", str(tmp_path / "export"))
    shell.done(*open_box(shell, tmp_path / "export"))
    assert shell.done("retention", "run").count("Nothing is due.") == 2
    settings = '[retention]\nenvelopes_until = "2999-07-01"\nanswers_until = "2999-08-01"\n'
    (shell.instance / "settings.toml").write_text(settings)
    later = ("retention", "run", "--today", "3001-01-01")
    due = shell.done(*later)
    for words in ("close wave spring", "destroy the private key", "delete 50 responses"):
        assert f"due: {words}" in due
    assert "spring  open" in shell.done("wave", "list")
    done = shell.done(*later, "--yes") + shell.done(*later, "--yes")
    for words in ("Closed wave spring", "Removed 50", "Destroyed the private key", "Deleted 50"):
        assert words in done
    assert shell.done(*later).count("Nothing is due.") == 2
    logged = entries(shell, "retention_run")
    assert len(logged) == 2, "a night with nothing to do is an entry too, a question is none"
    assert "delete 50 responses with their comments and codes" in logged[0]
    assert "destroy the private key spring.key" in logged[0]
    assert logged[1] == []


def entries(shell: Shell, event: str) -> list[list[str]]:
    """What was done, in each entry of that kind."""
    engine = database.make_engine(Settings(instance=shell.instance))
    with database.reader(engine) as session:
        query = select(AuditEntry.facts).where(AuditEntry.event == event).order_by(AuditEntry.n)
        found = [facts.get("done", []) for facts in session.scalars(query)]
    engine.dispose()
    return found


def test_retention_removes_exported_files_that_nobody_fetched(shell: Shell) -> None:
    shell.done("users", "list")  # the review side is there
    folder = shell.instance / "review" / "exports"
    for release in ("r1", "r2"):
        (folder / release).mkdir(parents=True)
        (folder / release / "records.csv").write_text("a record")
    os.utime(folder / "r1" / "records.csv", (1, 1))
    assert "due: remove 1 exported" in shell.done("retention", "run", "--side", "review")
    assert "Removed 1" in shell.done("retention", "run", "--side", "review", "--yes")
    assert [path.parent.name for path in folder.glob("*/*")] == ["r2"]


def test_coding_and_copying_all_answers_by_command_are_in_the_audit_log(
    shell: Shell, tmp_path: Path
) -> None:
    shell.done("users", "list")
    shell.done("code")
    shell.done("backup", "review", str(tmp_path / "copy"))
    assert len(entries(shell, "coded")) == len(entries(shell, "backed_up")) == 1
    assert "backed_up" in (tmp_path / "copy").read_bytes().decode("latin-1"), "the copy says so"
    assert shell.run("audit", "verify").exit_code == 0


def test_the_attack_prints_a_table_and_changes_nothing(shell: Shell, engine: Engine) -> None:
    send(engine, 7)
    before = store.database(Settings(instance=shell.instance)).read_bytes()
    said = shell.done("attack", "--answers", "120")
    assert "None of" in said
    from survey.intruder.rehearsal import SECTIONS

    asked = [question for name, question in SECTIONS.items() if name != "backups"]
    assert [question for question in asked if question not in said] == []
    assert "within ±" in said
    assert store.database(Settings(instance=shell.instance)).read_bytes() == before
    assert [p.name for p in shell.instance.iterdir() if p.name.startswith(".attack")] == []


def test_the_attack_names_what_should_not_be_there(shell: Shell) -> None:
    (shell.instance / "collect" / "access.log").write_text("203.0.113.7")
    result = shell.run("attack", "--answers", "100")
    assert result.exit_code == 1
    assert "access.log is not in the list of files" in result.output
    assert "Do not ask anybody" in result.output
