"""A release is written whole, once, and no spreadsheet runs anything in it."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.release.write import SUMS, ReleaseExistsError, files, safe, table_csv, write
from tests.analysis.release.sample import sample_release


def test_the_folder_holds_the_document_the_tables_the_codebook_and_their_checksums(
    tmp_path: Path,
) -> None:
    release = sample_release()
    write(release, tmp_path / "r1")
    assert {p.name for p in (tmp_path / "r1").iterdir()} == {
        "release.json", "codebook.json", "tables", SUMS,
    }  # fmt: skip
    assert len(list((tmp_path / "r1" / "tables").iterdir())) == len(release.tables)


def test_the_checksums_are_as_sha256sum_reads_them() -> None:
    contents = files(sample_release())
    for line in contents[SUMS].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(contents[name]).hexdigest() == digest


def test_a_release_is_never_written_over(tmp_path: Path) -> None:
    write(sample_release(), tmp_path / "r1")
    with pytest.raises(ReleaseExistsError, match="never changed"):
        write(sample_release(), tmp_path / "r1")


def test_a_table_as_csv_holds_what_the_document_holds() -> None:
    table = sample_release().tables["families.ease"]
    rows = list(csv.DictReader(io.StringIO(table_csv(table).decode())))
    assert [r["code"] for r in rows] == [c.code for c in table.rows] + ["favourable"]
    for row, cell in zip(rows, table.rows, strict=False):
        assert row["count"] == ("" if cell.count is None else str(cell.count))
        assert row["status"] == cell.status


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+44", "-3", "\tx"])
def test_a_formula_is_made_text_and_loses_nothing(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_numbers_and_gaps_stay_as_they_are() -> None:
    assert safe(45) == "45"
    assert safe(None) == ""
