"""Reads exported releases back with other people's software, into one plain shape.

A release becomes ``{(table, code): (status, count, base, percent, label)}``, as far as a format
says these things.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pyarrow.parquet
from odf.opendocument import load as load_ods
from odf.table import Table, TableCell, TableRow
from odf.teletype import extractText

from analysis.release.write import safe

Key = tuple[str, str]
Cell = tuple[str, int | None, int | None, int | None, str]
DDI = "{ddi:codebook:2_5}"
SIGNS = {"[c]": "suppressed", "[x]": "not_enough"}


def from_row(row: dict[str, Any]) -> tuple[Key, Cell]:
    """A line of the long formats."""
    numbers = (row["count"], row["base"], row["percent"])
    count, base, percent = (None if n in (None, "") else int(n) for n in numbers)
    return (row["table"], row["code"]), (row["status"], count, base, percent, row["label"])


def guarded(cells: dict[Key, Cell]) -> dict[Key, Cell]:
    """The same with labels as CSV has them: a sign before what could be a formula."""
    return {key: (*cell[:4], safe(cell[4])) for key, cell in cells.items()}


def from_csv(folder: Path) -> dict[Key, Cell]:
    with (folder / "small-1.csv").open(encoding="utf-8-sig", newline="") as file:
        return dict(from_row(row) for row in csv.DictReader(file))


def from_json(folder: Path) -> dict[Key, Cell]:
    document = json.loads((folder / "small-1.json").read_text(encoding="utf-8"))
    return dict(
        from_row({"table": table["table"], **row})
        for table in document["tables"]
        for row in table["rows"]
    )


def from_parquet(folder: Path) -> dict[Key, Cell]:
    rows = pyarrow.parquet.read_table(folder / "small-1.parquet").to_pylist()
    return dict(from_row(row) for row in rows)


def sheets_of_ods(path: Path) -> dict[str, list[list[str]]]:
    """Sheet -> rows of the words that a reader sees."""
    found = {}
    for table in load_ods(str(path)).spreadsheet.getElementsByType(Table):
        found[table.getAttribute("name")] = [
            [extractText(cell) for cell in row.getElementsByType(TableCell)]
            for row in table.getElementsByType(TableRow)
        ]
    return found


def sheets_of_xlsx(path: Path) -> dict[str, list[list[str]]]:
    """Sheet -> rows of the words that a reader sees."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            ["" if cell.value is None else str(cell.value) for cell in row]
            for row in sheet.iter_rows()
        ]
        for sheet in book
    }


def from_sheets(sheets: dict[str, list[list[str]]]) -> dict[Key, Cell]:
    """The tables of a workbook, found by its own list of contents."""
    contents = sheets["Contents"]
    first = next(i for i, row in enumerate(contents) if row[0] == "Worksheet") + 1
    found = {}
    for place, _, _, _, table, *_ in contents[first:]:
        for key, cell in _table(table, sheets[place.replace(" ", "_")]):
            found[key] = cell
    return found


def _table(table: str, rows: list[list[str]]) -> Iterator[tuple[Key, Cell]]:
    first = next(i for i, row in enumerate(rows) if row[0] == "Answer")
    header = [words for words in rows[first] if words]
    for row in rows[first + 1 :]:
        said = dict(zip(header, row, strict=False))
        status = SIGNS.get(said["Count"], "shown")
        numbers = (said[name] for name in ("Count", "Base", "Percent"))
        count, base, percent = (None if n.startswith("[") else int(n) for n in numbers)
        yield (table, said["Code"]), (status, count, base, percent, said["Answer"])


def from_ods(folder: Path) -> dict[Key, Cell]:
    return from_sheets(sheets_of_ods(folder / "small-1.ods"))


def from_xlsx(folder: Path) -> dict[Key, Cell]:
    return from_sheets(sheets_of_xlsx(folder / "small-1.xlsx"))


def counts_of_ddi(folder: Path) -> dict[Key, int | None]:
    """What DDI says of each answer: the published count, or None."""
    root = ET.parse(folder / "small-1-ddi.xml").getroot()
    found = {}
    for var in root.iter(f"{DDI}var"):
        for category in var.iter(f"{DDI}catgry"):
            count = category.findtext(f"{DDI}catStat")
            key = (var.get("ID", ""), category.findtext(f"{DDI}catValu", ""))
            found[key] = None if count is None else int(count)
    return found
