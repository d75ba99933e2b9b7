"""Records say the same in every format, and every format keeps missing answers apart."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pyreadstat
import pytest

from analysis.export.gaps import LETTERS
from analysis.export.recordset import RecordFile
from analysis.export.write import UnknownFormatError
from analysis.export.write_records import RECORD_FORMATS, write_records
from analysis.release.write import safe
from tests.analysis.export import reading
from tests.analysis.export.sample import wicked_records

FILES = {file.questionnaire: file for file in wicked_records().files}
Rows = list[tuple[Any, ...]]


def path_of(folder: Path, file: RecordFile, ending: str) -> Path:
    return folder / f"small-1-records-{file.questionnaire}{ending}"


def columns(found: dict[str, list[Any]]) -> tuple[tuple[str, ...], Rows]:
    return tuple(found), list(zip(*found.values(), strict=True))


@pytest.fixture(params=sorted(FILES))
def file(request: pytest.FixtureRequest) -> RecordFile:
    return FILES[request.param]


def test_spss_reads_numbers_labels_and_missing_values(file: RecordFile, recorded: Path) -> None:
    found, meta = pyreadstat.read_sav(
        path_of(recorded, file, ".sav"), user_missing=True, output_format="dict"
    )
    assert columns(found) == (file.names, list(file.rows("number")))
    assert meta.number_rows == file.count
    for column in file.columns:
        labels = {x.number: x.label for x in column.levels}
        assert meta.variable_value_labels[column.name] == labels
        assert meta.missing_ranges[column.name] == [{"lo": -10, "hi": -1}]
        assert meta.column_names_to_labels[column.name] == column.label
    assert meta.creation_time.isoformat() == "2026-12-01T00:00:00"


def test_spss_takes_no_missing_answer_for_a_valid_one(file: RecordFile, recorded: Path) -> None:
    found, _ = pyreadstat.read_sav(path_of(recorded, file, ".sav"), output_format="dict")
    expected = [tuple(n if n >= 0 else None for n in row) for row in file.rows("number")]
    assert columns(found)[1] == expected


def test_stata_reads_numbers_labels_and_missing_values(file: RecordFile, recorded: Path) -> None:
    found, meta = pyreadstat.read_dta(
        path_of(recorded, file, ".dta"), user_missing=True, output_format="dict"
    )
    expected = [tuple(LETTERS.get(n, n) for n in row) for row in file.rows("number")]
    assert columns(found) == (file.names, expected)
    for column in file.columns:
        labels = {LETTERS.get(x.number, x.number): x.label for x in column.levels}
        assert meta.variable_value_labels[column.name] == labels
        assert meta.column_names_to_labels[column.name] == column.label[:80]
    assert meta.creation_time.isoformat() == "2026-12-01T00:00:00"


def test_parquet_has_codes_and_says_what_they_mean(file: RecordFile, recorded: Path) -> None:
    table = pyarrow.parquet.read_table(path_of(recorded, file, ".parquet"))
    assert columns(table.to_pydict()) == (file.names, list(file.rows("code")))
    told = pyarrow.parquet.read_metadata(path_of(recorded, file, ".parquet")).metadata
    about = json.loads(told[b"heard"])
    assert [column["name"] for column in about["columns"]] == list(file.names)
    assert about["columns"][0]["levels"][0]["label"] == file.columns[0].levels[0].label


def test_csv_has_codes(file: RecordFile, recorded: Path) -> None:
    with path_of(recorded, file, ".csv").open(encoding="utf-8-sig", newline="") as source:
        header, *rows = csv.reader(source)
    assert tuple(header) == file.names
    assert [tuple(row) for row in rows] == list(file.rows("code"))


def test_json_has_codes_and_says_what_they_mean(file: RecordFile, recorded: Path) -> None:
    document = json.loads((recorded / "small-1-records.json").read_text(encoding="utf-8"))
    rows = document["records"][file.questionnaire]
    assert [tuple(row) for row in rows] == list(file.rows("code"))
    (about,) = [q for q in document["questionnaires"] if q["key"] == file.questionnaire]
    assert [c["name"] for c in about["columns"]] == list(file.names)
    assert {drop["variable"] for drop in about["left_out"]} >= {"contact", "harder"} & {
        drop.variable for drop in file.dropped
    }


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_spreadsheets_have_labels(file: RecordFile, recorded: Path, ending: str) -> None:
    path = recorded / f"small-1-records.{ending}"
    read = reading.sheets_of_ods if ending == "ods" else reading.sheets_of_xlsx
    rows = read(path)[f"Records_{file.questionnaire}"]
    assert tuple(rows[2]) == file.names
    assert [tuple(row) for row in rows[3:]] == list(file.rows("label"))


def test_the_same_records_give_the_same_bytes(recorded: Path, tmp_path: Path) -> None:
    for path in write_records(wicked_records(), "all", tmp_path):
        assert path.read_bytes() == (recorded / path.name).read_bytes(), path.name


def test_every_file_says_that_it_is_for_the_team(recorded: Path) -> None:
    book = openpyxl.load_workbook(recorded / "small-1-records.xlsx")
    assert any("For the review team only" in str(row[0].value) for row in book["Cover"].rows)
    _, meta = pyreadstat.read_sav(recorded / "small-1-records-parent.sav", metadataonly=True)
    assert "team only" in meta.file_label
    assert "For the review team only" in (recorded / "small-1-records-ddi.xml").read_text("utf-8")


def test_no_words_of_anybody_are_in_any_file(recorded: Path) -> None:
    for name, content in members(recorded):
        assert b"Invented words" not in content, name


def members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and every file inside an archive."""
    for path in sorted(folder.iterdir()):
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}/{name}", archive.read(name)


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="no format codebook"):
        write_records(wicked_records(), "codebook", tmp_path)
    assert "sav" in RECORD_FORMATS


def test_a_formula_in_a_label_is_text_everywhere() -> None:
    (ease,) = [c for c in FILES["parent"].columns if c.name == "ease"]
    assert ease.levels[0].label == "=1+1"
    assert safe(ease.levels[0].label) == "'=1+1"


def test_nothing_that_only_the_tests_install_is_needed(tmp_path: Path) -> None:
    only_tests = ("pandas", "pyarrow", "openpyxl", "odf", "frictionless", "lxml")
    code = (
        f"import sys\nfor name in {only_tests!r}: sys.modules[name] = None\n"
        "import pathlib\n"
        "from tests.analysis.export.sample import wicked_records\n"
        "from analysis.export.write_records import write_records\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "print(len(write_records(wicked_records(), 'all', folder)))"
    )
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True)
    assert done.stdout.strip() == "17", done.stderr
