"""LibreOffice, as a reader has it, opens the spreadsheets and sees the same as the release."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.analysis.export.reading import Cell, Key, from_sheets
from tests.analysis.export.sample import wicked_records

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,true,false,-1"
"""LibreOffice's filter: commas, quotes, UTF-8, cells as shown, formulas as such, every sheet."""


@pytest.fixture(scope="module")
def seen(
    exported: Path, recorded: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, list[list[str]]]]:
    """File -> sheet -> rows, all from one run of LibreOffice with a profile of its own."""
    folder = tmp_path_factory.mktemp("office")
    files = [
        shutil.copy(exported / "small-1.ods", folder / "tables_ods.ods"),
        shutil.copy(exported / "small-1.xlsx", folder / "tables_xlsx.xlsx"),
        shutil.copy(recorded / "small-1-records.ods", folder / "records_ods.ods"),
        shutil.copy(recorded / "small-1-records.xlsx", folder / "records_xlsx.xlsx"),
    ]
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", EVERY_SHEET, "--outdir", folder / "csv", *files],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    found: dict[str, dict[str, list[list[str]]]] = {}
    for path in (folder / "csv").glob("*.csv"):
        name, _, sheet = path.stem.partition("-")
        with path.open(encoding="utf-8", newline="") as file:
            found.setdefault(name, {})[sheet] = list(csv.reader(file))
    return found


@pytest.mark.parametrize("file", ["tables_ods", "tables_xlsx"])
def test_it_sees_every_table_cell_by_cell(
    file: str, seen: dict[str, dict[str, list[list[str]]]], published: dict[Key, Cell]
) -> None:
    assert from_sheets(seen[file]) == published


@pytest.mark.parametrize("file", ["records_ods", "records_xlsx"])
def test_it_sees_every_record(file: str, seen: dict[str, dict[str, list[list[str]]]]) -> None:
    for one in wicked_records().files:
        rows = seen[file][f"Records_{one.questionnaire}"]
        assert tuple(rows[2]) == one.names
        assert [tuple(row) for row in rows[3:]] == list(one.rows("label"))


@pytest.mark.parametrize("file", ["tables_ods", "tables_xlsx"])
def test_a_formula_in_a_name_or_a_label_stays_text(
    file: str, seen: dict[str, dict[str, list[list[str]]]]
) -> None:
    cover = [row[0] for row in seen[file]["Cover"]]
    assert "Published by: =cmd|'/C calc'!A0" in cover
    words = {row[0] for rows in seen[file].values() for row in rows}
    assert {"=1+1", "+44 20 7946 0000", "-1 or so", "@SUM(A1:A9)"} <= words
