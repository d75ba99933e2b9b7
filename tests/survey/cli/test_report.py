"""``heard report``: the summary of a release as files, each edition under its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.release.write import write
from tests.analysis.findings.tables import graded, release
from tests.survey.cli.box_cli import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "instance")
    folder = shell.instance / "review" / "releases" / "r1"
    folder.parent.mkdir(parents=True)
    write(release([graded("parent.ease", 40)]), folder)
    return shell


def test_every_edition_that_is_asked_for_is_written(shell: Shell) -> None:
    said = shell.done("report", "r1", "--pdf", "--large-print").split()
    names = ["summary.html", "summary.pdf", "summary-tables.pdf", "summary-large.pdf"]
    assert [Path(line).name for line in said] == names
    for line in said[1:]:
        assert Path(line).read_bytes().startswith(b"%PDF-1.7")


def test_without_a_wish_there_is_html_alone(shell: Shell) -> None:
    assert shell.done("report", "r1").strip().endswith("summary.html")
    assert [p.name for p in (shell.instance / "review" / "reports" / "r1").iterdir()] == [
        "summary.html"
    ]


def test_a_release_that_is_not_there_is_said_so(shell: Shell) -> None:
    assert "There is no release r9" in shell.refused("report", "r9")
