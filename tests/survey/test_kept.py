"""The public list of what is kept is the truth about both databases."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from survey import kept
from survey.box import schema
from survey.collect import shelf
from survey.collect.progress import connect
from survey.config import Retention, Settings
from survey.review.models import every
from survey.review.models.base import Base

VERSION = {"alembic_version.version_num"}


def _columns(metadata: object) -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()  # type: ignore[attr-defined]
        for column in table.columns
    }


def _of_file(path: Path, *made_by: str) -> set[str]:
    with closing(connect(path, *made_by)) as connection:
        return {
            f"{table}.{row[1]}"
            for (table,) in connection.execute("SELECT name FROM sqlite_master")
            if not table.startswith("sqlite_")
            for row in connection.execute(f"PRAGMA table_info({table})")
        }


def test_every_column_of_the_collect_side_is_explained_and_no_other(tmp_path: Path) -> None:
    own = _of_file(tmp_path / "progress.sqlite3") | _of_file(tmp_path / "x", shelf.SCHEMA)
    found = _columns(schema.metadata) | own | VERSION
    assert found == kept.columns("collect")


def test_every_column_of_the_review_side_is_explained_and_no_other() -> None:
    assert every is not None
    found = _columns(Base.metadata) | VERSION
    assert found - kept.columns("review") == set(), "explain these in survey/kept.toml"
    assert kept.columns("review") - found == set(), "these are gone: remove them from kept.toml"


def test_every_table_says_why_and_how_long() -> None:
    for table in kept.tables(Settings(instance=Path())):
        assert table.side in ("collect", "review")
        assert str(table.why).endswith(".")
        assert str(table.how_long).endswith(".")
        assert all(str(column.what).endswith(".") for column in table.columns)
        assert set(re.findall(r"{(\w+)}", str(table.how_long))) <= set(table.values)


def test_the_dates_come_from_the_settings() -> None:
    settings = Settings(
        instance=Path(), retention=Retention(answers_until="2028-01-31", text_months=6)
    )
    tables = {(table.side, table.name): table for table in kept.tables(settings)}
    response = tables["review", "response"]
    assert str(response.how_long).format(**response.values) == "Until 2028-01-31."
    original = tables["review", "original"]
    assert str(original.how_long).format(**original.values).startswith("6 months")


def test_the_same_words_are_translated_once() -> None:
    assert len(kept.texts()) == len({text.source for text in kept.texts()})


def test_tables_about_the_team_name_nobody_who_answered() -> None:
    team = [table for table in kept.tables(Settings(instance=Path())) if table.team]
    assert {"account", "audit_entry", "sign_in"} <= {table.name for table in team}
    assert not {"response", "comment", "held"} & {table.name for table in team}


def test_the_page_makes_no_promise_that_a_live_server_breaks() -> None:
    words = " ".join(str(text) for text in kept.texts())
    assert "could not have looked" not in words
    assert "impossible" not in words
