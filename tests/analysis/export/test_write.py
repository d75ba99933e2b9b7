"""Every format of one release says the same, cell by cell, whoever reads it back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.export.write import FORMATS, UnknownFormatError, write
from analysis.release.read import ReleaseError
from tests.analysis.export import reading
from tests.analysis.export.reading import Cell, Key, guarded

READERS: dict[str, Callable[[Path], dict[Key, Cell]]] = {
    "csv": reading.from_csv,
    "ods": reading.from_ods,
    "xlsx": reading.from_xlsx,
    "json": reading.from_json,
    "parquet": reading.from_parquet,
}


@pytest.mark.parametrize("kind", READERS)
def test_a_format_says_what_the_release_says_cell_by_cell(
    kind: str, exported: Path, published: dict[Key, Cell]
) -> None:
    expected = guarded(published) if kind == "csv" else published
    assert READERS[kind](exported) == expected


def test_the_release_has_every_kind_of_cell_that_must_agree(published: dict[Key, Cell]) -> None:
    assert {cell[0] for cell in published.values()} == {"shown", "suppressed", "not_enough"}
    assert any(cell[0] == "shown" and cell[2] is None for cell in published.values())
    assert ("parent.ease", "favourable") in published


def test_ddi_carries_the_published_counts_and_no_hidden_one(
    exported: Path, published: dict[Key, Cell]
) -> None:
    counts = reading.counts_of_ddi(exported)
    assert {key: published[key][1] for key in counts} == counts
    assert None in counts.values()
    assert len(counts) > 100


def test_the_same_release_gives_the_same_bytes(
    release_folder: Path, exported: Path, tmp_path: Path
) -> None:
    for kind in FORMATS:
        if kind == "codebook-pdf":
            continue
        (path,) = write(release_folder, kind, tmp_path)
        again = hashlib.sha256(path.read_bytes()).hexdigest()
        assert hashlib.sha256((exported / path.name).read_bytes()).hexdigest() == again, kind


def test_a_draft_is_called_a_draft_until_it_is_signed(exported: Path) -> None:
    cover = reading.sheets_of_xlsx(exported / "small-1.xlsx")["Cover"]
    assert ["Draft: this release has not been published. Do not pass it on."] in cover


def test_an_unknown_format_is_named_with_those_there_are(
    release_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnknownFormatError, match=r"no format doc\. .*csv, ods, xlsx"):
        write(release_folder, "doc", tmp_path)


def test_a_release_that_was_changed_is_not_exported(release_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "small-1"
    for path in release_folder.rglob("*"):
        if path.is_file():
            target = copy / path.relative_to(release_folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (copy / "release.json").write_bytes((copy / "release.json").read_bytes() + b" ")
    with pytest.raises(ReleaseError, match="not as it was released"):
        write(copy, "csv", tmp_path / "out")
