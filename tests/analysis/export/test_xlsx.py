"""Office Open XML: no formula and no link out, constant properties, tables that are marked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from analysis.export import xlsx
from analysis.export.sheets import Link, Sheet
from analysis.export.sheets import Workbook as Book


@pytest.fixture(scope="module", params=["small-1.xlsx", "small-1-records.xlsx"])
def path(request: pytest.FixtureRequest, exported: Path, recorded: Path) -> Path:
    found = exported / request.param
    return found if found.exists() else recorded / str(request.param)


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def test_no_cell_is_a_formula_and_no_link_leads_out(book: Workbook, path: Path) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(link is None or (link.target is None and link.location) for link in links)
    with zipfile.ZipFile(path) as archive:
        assert not any("externalLink" in name for name in archive.namelist())


def test_properties_name_nobody_and_no_time_of_the_machine(book: Workbook, path: Path) -> None:
    told = book.properties
    assert not told.creator
    assert not told.lastModifiedBy
    assert told.created.isoformat() == told.modified.isoformat() == "2026-12-01T00:00:00"
    with zipfile.ZipFile(path) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_tables_are_marked_with_their_header(book: Workbook) -> None:
    tables = [table for sheet in book for table in sheet.tables.values()]
    assert len(tables) >= 3
    assert all(table.headerRowCount for table in tables)
    assert len({table.name for table in tables}) == len(tables)


def test_the_title_stands_in_the_first_cell_of_every_sheet(book: Workbook) -> None:
    assert all(sheet["A1"].value and sheet["A1"].font.bold for sheet in book)


def test_rows_of_a_long_sheet_are_the_same_as_those_of_a_short_one(tmp_path: Path) -> None:
    rows = [("=1+1", 3, None, "a & <b>"), ("  two  ", -7, Link("There", "One"), "\u202b")] * 1001
    for long in (False, True):
        sheet = Sheet("One", "Title", ["Line"], ("a", "b", "c", "d"), rows, long=long)
        one = Book("T", "S", "en", "2026-12-01", (sheet,))
        xlsx.write(one, tmp_path / f"{long}.xlsx")
    short, long_ = (openpyxl.load_workbook(tmp_path / f"{n}.xlsx")["One"] for n in (False, True))
    assert [[c.value for c in row] for row in long_.rows] == [
        [c.value for c in row] for row in short.rows
    ]
    assert not list(tmp_path.glob("*.draft"))
