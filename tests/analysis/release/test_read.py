"""A release that was changed, cut or added to is refused with what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.release.read import ReleaseError, read
from analysis.release.write import SUMS, checksums, files, write
from tests.analysis.release.sample import sample_release


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(sample_release(), tmp_path / "r1")
    return tmp_path / "r1"


def test_what_was_written_is_read(folder: Path) -> None:
    release = read(folder)
    assert release.id == "sample-1"
    assert dict(release.tables) == dict(sample_release().tables)
    assert files(release) == files(sample_release())


def test_a_changed_table_is_refused_by_name(folder: Path) -> None:
    path = folder / "tables" / "families.ease.csv"
    path.write_bytes(path.read_bytes().replace(b"shown", b"wrong", 1))
    with pytest.raises(ReleaseError, match=r"families\.ease\.csv is not as it was released"):
        read(folder)


def test_a_changed_document_is_refused(folder: Path) -> None:
    path = folder / "release.json"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ReleaseError, match=r"release\.json is not as it was"):
        read(folder)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "codebook.json").unlink()
    with pytest.raises(ReleaseError, match=r"codebook\.json is missing"):
        read(folder)


def test_a_file_too_many_is_refused(folder: Path) -> None:
    (folder / "tables" / "replies raw.csv").write_text("secret")
    with pytest.raises(ReleaseError, match="does not belong"):
        read(folder)


@pytest.mark.parametrize("name", [".", "tables", "nowhere", "release.json"])
def test_another_folder_is_no_release(folder: Path, name: str) -> None:
    place = folder.parent if name == "." else folder / name
    with pytest.raises(ReleaseError, match="is no release"):
        read(place)


def test_a_release_of_another_format_is_refused(folder: Path) -> None:
    contents = files(sample_release())
    del contents[SUMS]
    document = {**json.loads(contents["release.json"]), "format": "heard-release-9"}
    contents["release.json"] = json.dumps(document).encode()
    (folder / "release.json").write_bytes(contents["release.json"])
    (folder / SUMS).write_bytes(checksums(contents))
    with pytest.raises(ReleaseError, match="heard-release-1"):
        read(folder)
