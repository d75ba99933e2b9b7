"""One small release in every format, and its records, written once for all tests of exports."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.export.figures import cells, plain
from analysis.export.write import FORMATS, write
from analysis.export.write_records import write_records
from analysis.release.read import read
from analysis.release.write import write as write_release
from tests.analysis.export.reading import Cell, Key
from tests.analysis.export.sample import wicked_records, wicked_release


@pytest.fixture(scope="session")
def release_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releases") / "small-1"
    write_release(wicked_release(), folder)
    return folder


@pytest.fixture(scope="session")
def exported(release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the release in every format but PDF."""
    folder = tmp_path_factory.mktemp("exported")
    for kind in FORMATS:
        if kind != "codebook-pdf":
            write(release_folder, kind, folder)
    return folder


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the records in every format."""
    folder = tmp_path_factory.mktemp("recorded")
    write_records(wicked_records(), "all", folder)
    return folder


@pytest.fixture(scope="session")
def published(release_folder: Path) -> dict[Key, Cell]:
    """The release itself, in the shape of what is read back."""
    return {
        (table.key, cell.code): (
            cell.status, cell.count, cell.base, cell.percent, plain(cell.label),
        )
        for table in read(release_folder)
        for cell in cells(table)
    }  # fmt: skip
