"""Accounts, the audit log and coding by command: what they say and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli.main import heard
from survey.config import load_settings
from survey.review.database import make_engine, reader
from survey.review.services import audit

WORDS = "velvet otter kettle ninety"


@pytest.fixture
def words(tmp_path: Path) -> str:
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\n")
    return str(path)


def call(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(heard, ["--instance", str(tmp_path / "instance"), *arguments])


def add(tmp_path: Path, words: str, name: str, *roles: str) -> Result:
    given = [part for role in roles for part in ("--role", role)]
    return call(tmp_path, "users", "add", name, *given, "--password-file", words)


def test_an_account_is_added_listed_changed_and_closed(tmp_path: Path, words: str) -> None:
    assert (
        "Ada can sign in. Roles: coder, analyst."
        in add(tmp_path, words, "Ada", "coder", "analyst").output
    )
    assert "Ada: analyst, coder" in call(tmp_path, "users", "list").output
    changed = call(tmp_path, "users", "passphrase", "Ada", "--password-file", words)
    assert "signed out everywhere" in changed.output
    assert "closed" in call(tmp_path, "users", "close", "Ada").output
    assert "(closed)" in call(tmp_path, "users", "list").output


def test_what_cannot_be_is_refused_with_a_reason(tmp_path: Path, words: str) -> None:
    assert "no other role" in add(tmp_path, words, "Sam", "admin", "coder").output
    add(tmp_path, words, "Ada")
    assert "already" in add(tmp_path, words, "Ada").output
    weak = tmp_path / "weak"
    weak.write_text("password1234\n")
    result = add(tmp_path, str(weak), "Bob")
    assert result.exit_code == 1
    assert "first that would be tried" in result.output
    assert "no account Zoe" in call(tmp_path, "users", "close", "Zoe").output


def test_somebody_is_put_on_duty_and_the_log_knows(tmp_path: Path, words: str) -> None:
    add(tmp_path, words, "Pat", "publisher")
    assert "needs the role coder" in call(tmp_path, "users", "duty", "Pat").output
    add(tmp_path, words, "Ada", "coder")
    assert "on duty" in call(tmp_path, "users", "duty", "Ada", "--hours", "12").output
    head = call(tmp_path, "audit", "head").output.strip()
    assert head.startswith("3:"), "two accounts, and who is on duty"
    assert "nothing changed" in call(tmp_path, "audit", "verify", "--head", head).output
    wrong = f"3:{'0' * 64}"
    result = call(tmp_path, "audit", "verify", "--head", wrong)
    assert result.exit_code == 1
    assert "not the one whose hash was kept" in result.output
    assert "a colon and 64" in call(tmp_path, "audit", "verify", "--head", "x").output


def test_what_is_done_to_accounts_by_command_is_in_the_log(tmp_path: Path, words: str) -> None:
    add(tmp_path, words, "Ada", "coder")
    call(tmp_path, "users", "passphrase", "Ada", "--password-file", words)
    call(tmp_path, "users", "close", "Ada")
    engine = make_engine(load_settings(tmp_path / "instance"))
    with reader(engine) as session:
        entries = audit.page(session)[::-1]
    engine.dispose()
    assert [entry.event for entry in entries] == ["account_made", "account_reset", "account_closed"]
    assert {entry.name for entry in entries} == {"the command line"}
    assert all(entry.facts["whose"] == "Ada" for entry in entries)
    assert "nothing changed" in call(tmp_path, "audit", "verify").output


def test_an_empty_instance_has_nothing_to_release_and_says_so(tmp_path: Path) -> None:
    assert "nothing to release" in call(tmp_path, "release", "create").output
    assert call(tmp_path, "release", "list").output == ""
    assert "no release r9" in call(tmp_path, "report", "r9").output
    assert "no release r9" in call(tmp_path, "release", "withdraw", "r9", "--why", "x").output
