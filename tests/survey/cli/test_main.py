"""The one command: settings, lazy commands, and what a person reads when something fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli.main import COMMANDS, heard, main


def run(*arguments: str, instance: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from survey.cli.main import main; main()",
         "--instance", str(instance), *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_help_lists_every_command(tmp_path: Path) -> None:
    result = CliRunner().invoke(heard, ["--help"])
    assert [name for name in COMMANDS if f"  {name} " not in result.output] == []


def test_a_mistyped_setting_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[collect]\nprot = 1\n", encoding="utf-8")
    result = run("wave", "list", instance=tmp_path)
    assert result.returncode == 1
    assert "settings.toml: [collect] has no setting 'prot'" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unexpected_failure_is_one_line_and_no_trace(tmp_path: Path) -> None:
    (tmp_path / "collect").write_text("a file where a folder should be", encoding="utf-8")
    result = run("wave", "list", instance=tmp_path)
    assert result.returncode != 0
    assert result.stderr.startswith("heard: ")
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_that_this_user_may_not_use_is_named_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(**_: str) -> None:
        raise PermissionError(13, "Permission denied", "/media/stick/sheets.pdf")

    monkeypatch.setattr("survey.cli.main.heard", refused)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    printed = capsys.readouterr().err
    assert "this user may not use /media/stick/sheets.pdf" in printed
    assert "wrong in Heard" not in printed


def test_demo_answers_never_enter_an_instance_that_is_not_a_demo(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("demo = false\n", encoding="utf-8")
    result = run("demo", "--no-serve", instance=tmp_path)
    assert result.returncode == 1
    assert "is not a demo" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_a_demo_is_not_run_as_an_instance_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("demo = true\n", encoding="utf-8")
    result = run("run", instance=tmp_path)
    assert result.returncode == 1
    assert "is a demo" in result.stderr


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (tmp_path / "settings.toml").write_text(f"[collect]\nport = {port}\n", encoding="utf-8")
        result = run("serve", "collect", instance=tmp_path)
    assert result.returncode == 1
    assert f"port {port} is in use" in result.stderr
    assert "HEARD_COLLECT_PORT" in result.stderr
