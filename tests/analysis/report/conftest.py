"""One release, its HTML and its PDF, made once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.report import render
from analysis.report.page import EDITIONS
from tests.analysis.report.sample import release_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release folder of an invented wave of 1,500."""
    return release_folder(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def html_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its summary as HTML."""
    out = tmp_path_factory.mktemp("html") / "summary.html"
    render.html(folder, out)
    return out


@pytest.fixture(scope="session")
def pdf_files(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every edition as PDF, by its name."""
    out = tmp_path_factory.mktemp("pdf")
    for edition in EDITIONS:
        render.pdf(folder, out / f"{edition}.pdf", edition=edition)
    return {edition: out / f"{edition}.pdf" for edition in EDITIONS}


@pytest.fixture(scope="session")
def pdf_file(pdf_files: dict[str, Path]) -> Path:
    """The summary as PDF."""
    return pdf_files["standard"]
