"""OpenDocument: a valid container, only text and numbers, and nothing about who wrote it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.table import TableCell
from odf.teletype import extractText

from analysis.export.archive import FIXED
from analysis.export.figures import plain
from analysis.export.ods import MIMETYPE, write
from analysis.export.sheets import Sheet, Workbook

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@pytest.fixture(scope="module")
def archive(exported: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(exported / "small-1.ods")


def content(archive: zipfile.ZipFile) -> ET.Element:
    return ET.fromstring(archive.read("content.xml"))


def test_the_kind_of_file_stands_first_and_uncompressed(archive: zipfile.ZipFile) -> None:
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read(first).decode() == MIMETYPE
    assert {info.date_time for info in archive.infolist()} == {FIXED}
    listed = ET.fromstring(archive.read("META-INF/manifest.xml"))
    paths = {value for entry in listed for key, value in entry.attrib.items() if "full-path" in key}
    assert paths - {"/"} == set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}


def test_no_cell_is_a_formula_and_cells_are_text_or_numbers(archive: zipfile.ZipFile) -> None:
    cells = list(content(archive).iter(f"{TABLE}table-cell"))
    assert len(cells) > 3000
    assert not any(f"{TABLE}formula" in cell.attrib for cell in cells)
    assert {cell.get(f"{OFFICE}value-type") for cell in cells} <= {None, "string", "float"}


def test_nothing_says_who_wrote_it_or_when(archive: zipfile.ZipFile) -> None:
    told = archive.read("meta.xml").decode()
    assert "creator" not in told
    assert "2026-12-01T00:00:00" in told
    assert "<dc:language>en</dc:language>" in told


def test_every_sheet_has_one_table_with_a_named_range_and_header_rows(
    archive: zipfile.ZipFile,
) -> None:
    root = content(archive)
    sheets = list(root.iter(f"{TABLE}table"))
    headers = list(root.iter(f"{TABLE}table-header-rows"))
    ranges = list(root.iter(f"{TABLE}database-range"))
    assert sheets[0].get(f"{TABLE}name") == "Cover"
    assert [s.get(f"{TABLE}name") for s in sheets[1:4]] == ["Contents", "Notes", "Table_1"]
    assert len(headers) == len(ranges) == len(sheets) - 1


@settings(max_examples=30)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_whatever_the_words_they_come_back(tmp_path_factory: pytest.TempPathFactory,
                                           words: list[str]) -> None:  # fmt: skip
    path = tmp_path_factory.mktemp("ods") / "one.ods"
    cleaned = [plain(word) for word in words]
    sheet = Sheet("One", "Title", ["Line"], tuple("abcde"[: len(words)]), [cleaned])
    write(Workbook("T", "S", "en", "2026-12-01", (sheet,)), path)
    cells = load(str(path)).spreadsheet.getElementsByType(TableCell)
    assert [extractText(cell) for cell in cells[-len(words) :]] == cleaned
