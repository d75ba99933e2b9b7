"""One release, its HTML and its PDF, made once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.report import render
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
def pdf_file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its summary as PDF."""
    out = tmp_path_factory.mktemp("pdf") / "summary.pdf"
    render.pdf(folder, out)
    return out
