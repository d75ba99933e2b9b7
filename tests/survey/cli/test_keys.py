"""``heard keys``: made, shown and destroyed, each with a line that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.survey.cli.box_cli import WORDS, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "instance")


def test_a_key_pair_is_made_and_shown(shell: Shell) -> None:
    said = shell.done("keys", "create", "spring", "--passphrase-file", shell.passphrase)
    assert "spring.key" in said
    assert WORDS not in said
    assert "private and public" in shell.done("keys", "show")


def test_the_passphrase_is_asked_for_twice(shell: Shell) -> None:
    result = shell.run("keys", "create", "spring", typed=f"{WORDS}\n{WORDS}\n")
    assert result.exit_code == 0
    assert WORDS not in result.output


def test_a_short_passphrase_an_odd_name_and_a_second_key_are_refused(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "short").write_text("abc\n")
    said = shell.refused("keys", "create", "spring", "--passphrase-file", str(tmp_path / "short"))
    assert "at least 12" in said
    said = shell.refused("keys", "create", "../x", "--passphrase-file", shell.passphrase)
    assert "small letters" in said
    shell.done("keys", "create", "spring", "--passphrase-file", shell.passphrase)
    said = shell.refused("keys", "create", "spring", "--passphrase-file", shell.passphrase)
    assert "never overwritten" in said


def test_a_passphrase_file_that_is_missing_or_empty_is_named(shell: Shell, tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")
    assert "nowhere" in shell.refused("keys", "create", "a", "--passphrase-file", missing)
    (tmp_path / "empty").write_text("")
    said = shell.refused("keys", "create", "a", "--passphrase-file", str(tmp_path / "empty"))
    assert "empty" in said


def test_destroying_asks_for_the_name_again(shell: Shell) -> None:
    shell.done("keys", "create", "spring", "--passphrase-file", shell.passphrase)
    path = shell.instance / "review" / "keys" / "spring.key"
    assert "Nothing was destroyed" in shell.refused("keys", "destroy", "spring", typed="other\n")
    assert path.exists()
    assert shell.run("keys", "destroy", "spring", typed="spring\n").exit_code == 0
    assert not path.exists()
    assert "public only" in shell.done("keys", "show")
    assert "no private key" in shell.refused("keys", "destroy", "spring", "--yes")
