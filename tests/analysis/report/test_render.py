"""From a release folder to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.release.read import ReleaseError
from analysis.report import render, system
from tests.analysis.report.sample import release_folder


def test_the_html_is_one_file_and_nothing_else_is_written(folder: Path, tmp_path: Path) -> None:
    render.html(folder, tmp_path / "summary.html")
    assert [path.name for path in tmp_path.iterdir()] == ["summary.html"]


def test_the_same_release_gives_the_same_html(
    folder: Path, html_file: Path, tmp_path: Path
) -> None:
    render.html(folder, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == html_file.read_bytes()


def test_a_release_that_was_changed_makes_no_report(tmp_path: Path) -> None:
    folder = release_folder(tmp_path, 300)
    text = (folder / "release.json").read_text(encoding="utf-8")
    (folder / "release.json").write_text(text.replace('"percent": 2', '"percent": 3'))
    with pytest.raises(ReleaseError, match="not as it was released"):
        render.html(folder, tmp_path / "summary.html")
    assert not (tmp_path / "summary.html").exists()


def test_without_the_libraries_there_is_html_and_a_clear_error_for_the_pdf(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "FAMILIES", {"fonts-noto-core": ("No Such Family",)})
    render.html(folder, tmp_path / "summary.html")
    with pytest.raises(system.MissingLibraryError, match="apt-get install"):
        render.pdf(folder, tmp_path / "summary.pdf")
    assert not (tmp_path / "summary.pdf").exists()
