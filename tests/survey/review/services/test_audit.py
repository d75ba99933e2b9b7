"""The audit log: whatever is done to it afterwards is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.review.database import reader, writing
from survey.review.services import audit
from survey.review.services.audit import Head


@pytest.fixture
def log(either_engine: Engine) -> Engine:
    """A log with ten entries and its guards taken away, as an intruder would do."""
    for number in range(10):
        with writing(either_engine) as session:
            audit.note(session, "looked", at=1_800_000_000 + number, name="Ada", page=number)
    with either_engine.begin() as connection:
        if either_engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entry_no_update"))
            connection.execute(text("DROP TRIGGER audit_entry_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER audit_entry_guard ON audit_entry"))
    return either_engine


def run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def problems(engine: Engine, *kept: Head) -> list[str]:
    with reader(engine) as session:
        return audit.verify(session, kept)


def head(engine: Engine) -> Head:
    with reader(engine) as session:
        return audit.current(session)


def test_an_untouched_log_is_whole(log: Engine) -> None:
    assert head(log).n == 10
    assert problems(log, head(log)) == []


@pytest.mark.parametrize("column", ["name", "event", "account"])
def test_a_changed_word_is_found(log: Engine, column: str) -> None:
    run(log, f"UPDATE audit_entry SET {column} = 'Eve' WHERE n = 4")
    assert problems(log) == ["Entry 4 was changed."]


def test_a_changed_time_or_fact_is_found(log: Engine) -> None:
    run(log, "UPDATE audit_entry SET at = at + 1 WHERE n = 2")
    run(log, "UPDATE audit_entry SET facts = '{\"page\": 99}' WHERE n = 7")
    assert problems(log) == ["Entry 2 was changed.", "Entry 7 was changed."]


def test_an_entry_taken_out_of_the_middle_is_found(log: Engine) -> None:
    run(log, "DELETE FROM audit_entry WHERE n = 5")
    assert problems(log) == ["Between entries 4 and 6 something is missing."]


def test_a_cut_tail_is_found(log: Engine) -> None:
    run(log, "DELETE FROM audit_entry WHERE n > 7")
    assert problems(log) == ["The log ends at entry 7, but its head says 10."]


def test_a_tail_cut_with_its_head_mended_is_found_by_a_head_kept_elsewhere(log: Engine) -> None:
    kept = head(log)
    run(log, "DELETE FROM audit_entry WHERE n > 7")
    run(log, "UPDATE audit_head SET n = 7, hash = (SELECT hash FROM audit_entry WHERE n = 7)")
    assert problems(log) == []
    assert problems(log, kept) == ["Entry 10 is missing: the end of the log was cut off."]


def test_a_tail_written_anew_is_found_by_a_head_kept_elsewhere(log: Engine) -> None:
    kept = head(log)
    run(log, "DELETE FROM audit_entry WHERE n = 10")
    run(log, "UPDATE audit_head SET n = 9, hash = (SELECT hash FROM audit_entry WHERE n = 9)")
    with writing(log) as session:
        audit.note(session, "nothing_happened", at=1, name="Eve")
    assert problems(log) == []
    assert problems(log, kept) == ["Entry 10 is not the one whose hash was kept elsewhere."]


def test_the_database_itself_refuses_to_change_an_entry(either_engine: Engine) -> None:
    with writing(either_engine) as session:
        audit.note(session, "looked", at=1)
    for statement in ("UPDATE audit_entry SET name = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="never changed"):
            run(either_engine, statement)
    assert problems(either_engine) == []


def test_the_head_is_written_beside_the_database_when_an_entry_is_committed(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / audit.FILE
    with writing(engine) as session:
        audit.keep_head(session, path)
        audit.note(session, "looked", at=1)
        assert audit.read_head(path) == Head()
    assert audit.read_head(path) == head(engine)
    with Session(engine) as session:
        audit.keep_head(session, path)
        audit.note(session, "looked", at=2)
        session.rollback()
    assert audit.read_head(path).n == 1


def test_an_entry_reads_back_as_it_was_hashed(either_engine: Engine) -> None:
    with writing(either_engine) as session:
        audit.note(session, "roles", at=1, name="Zoë", roles=["b", "a"], n=3, ok=True, z="é")
    with reader(either_engine) as session:
        entry = audit.page(session)[0]
        assert audit.digest(entry) == entry.hash
        assert json.loads(json.dumps(entry.facts)) == {
            "roles": ["b", "a"], "n": 3, "ok": True, "z": "é",
        }  # fmt: skip
