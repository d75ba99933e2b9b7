"""``heard export``: tables and records of a release, in any format and language."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from survey.cli.export import FORMATS
from survey.config import Settings
from survey.definition.codebook import document
from survey.definition.load import load_all
from survey.definition.routing import to_seal
from survey.demo.answers import responses
from survey.review.database import make_engine, reader, writing
from survey.review.models.audit import AuditEntry
from survey.review.services import exports, opening, releases
from survey.review.services.originals import TextKeys
from tests.survey.cli.box_cli import Shell
from tests.survey.review.answers import Export, OneResponse, envelope


def opened() -> list[OneResponse]:
    """A third of the demo's answers, as the box hands them over, without what is not sent."""
    instrument = load_all()
    return [
        OneResponse(
            envelope(n), to_seal(instrument[one.questionnaire], one.answers), "demo",
            one.questionnaire, instrument[one.questionnaire].version,
        )
        for n, one in enumerate(responses(instrument)) if n % 3 == 0
    ]  # fmt: skip


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An instance with opened answers and a release of them."""
    made = Shell(tmp_path_factory.mktemp("export") / "instance")
    made.done("users", "add", "alex", "--passphrase-file", made.passphrase)
    settings = Settings(instance=made.instance)
    engine = make_engine(settings)
    keys = TextKeys(settings.review_folder)
    with writing(engine) as session:
        opening.store(session, Export(opened()), keys=keys, codebook=document(load_all()))
    with writing(engine) as session:
        assert releases.create(session, settings, today="2027-01-15") == "2027-01-15-1"
    engine.dispose()
    return made


def export(shell: Shell, out: Path, *words: str) -> list[Path]:
    said = shell.done("export", "--release", "2027-01-15-1", "--out", str(out), *words)
    return [Path(line) for line in said.splitlines()]


def test_the_formats_of_the_command_are_those_of_the_library() -> None:
    known = {*exports.formats(records=False), *exports.formats(records=True), "all"}
    assert set(FORMATS) == known


def test_tables_are_written_in_a_language_of_the_instrument(shell: Shell, tmp_path: Path) -> None:
    (path,) = export(shell, tmp_path / "new", "--format", "json", "--language", "ar")
    assert path.name == "2027-01-15-1-ar.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    (ease,) = [table for table in told["tables"] if table["table"] == "parent.ease"]
    english = json.loads(export(shell, tmp_path, "--format", "json")[0].read_text(encoding="utf-8"))
    (before,) = [table for table in english["tables"] if table["table"] == "parent.ease"]
    assert before["rows"][0]["label"] == "Very easy"
    assert not ease["rows"][0]["label"].isascii()
    assert not ease["question"].isascii()
    assert [row["code"] for row in ease["rows"]] == [row["code"] for row in before["rows"]]
    assert [row["count"] for row in ease["rows"]] == [row["count"] for row in before["rows"]]


def test_records_tell_what_was_not_asked_from_what_was_not_answered(
    shell: Shell, tmp_path: Path
) -> None:
    (path,) = export(shell, tmp_path, "--format", "json", "--records")
    told = json.loads(path.read_text(encoding="utf-8"))
    (parent,) = [book for book in told["questionnaires"] if book["key"] == "parent"]
    names = [column["name"] for column in parent["columns"]]
    ease = {row[names.index("ease")] for row in told["records"]["parent"]}
    assert {"not_asked", "no_answer", "very_easy"} <= ease
    assert "not_known" not in ease


def test_an_export_of_records_is_in_the_audit_log(shell: Shell, tmp_path: Path) -> None:
    export(shell, tmp_path, "--format", "csv", "--records")
    engine = make_engine(Settings(instance=shell.instance))
    with reader(engine) as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.n.desc())).first()
    engine.dispose()
    assert last is not None
    assert (last.event, last.name, last.facts) == (
        "exported", "the command line", {"release": "2027-01-15-1", "what": "records, csv"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--format", "sav"), "holds records of the team, and no tables. Add --records."),
        (("--format", "codebook", "--records"), "and no records. Leave --records out."),
        (("--format", "csv", "--language", "xx"), "There is no language xx. Languages: en, ar."),
        (("--format", "csv", "--release", "gone"), "There is no release gone."),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(
    shell: Shell, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    given: tuple[Any, ...] = ("--release", "2027-01-15-1", "--out", str(tmp_path), *words)
    assert says in shell.refused("export", *given)


def test_a_release_that_was_changed_is_refused(shell: Shell, tmp_path: Path) -> None:
    shelf = shell.instance / "review" / "releases"
    spoilt = shutil.copytree(shelf / "2027-01-15-1", shelf / "spoilt")
    (spoilt / "codebook.json").write_text("{}")
    words = ("--release", "spoilt", "--format", "csv", "--out", str(tmp_path / "out"))
    assert "not as it was released" in shell.refused("export", *words)
    assert not (tmp_path / "out").exists()
    shutil.rmtree(spoilt)
