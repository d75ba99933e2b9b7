"""One release, its HTML and its PDF, made once for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.release.write import write
from analysis.report import render
from analysis.report.page import EDITIONS, STANDARD
from tests.analysis.report.sample import release, release_folder

FEW = ("", "ease", "respect", "when", "area", "satisfaction", "access", "overall", "sector")


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
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release folder with a few tables of every kind: enough to break pages, soon made."""
    whole, out = release(1500), tmp_path_factory.mktemp("short") / "short"
    tables = {key: table for key, table in whole.tables.items() if table.variable in FEW}
    write(replace(whole, tables=tables), out)
    return out


@pytest.fixture(scope="session")
def folders(folder: Path, short: Path) -> dict[str, Path]:
    """The release that each edition is made from in these tests."""
    return {edition: folder if edition == STANDARD else short for edition in EDITIONS}


@pytest.fixture(scope="session")
def pdf_files(
    folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Every edition as PDF, by its name."""
    out = tmp_path_factory.mktemp("pdf")
    for edition, source in folders.items():
        render.pdf(source, out / f"{edition}.pdf", edition=edition)
    return {edition: out / f"{edition}.pdf" for edition in EDITIONS}


@pytest.fixture(scope="session")
def pdf_file(pdf_files: dict[str, Path]) -> Path:
    """The summary as PDF."""
    return pdf_files["standard"]
