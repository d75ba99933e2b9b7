"""Writes a workbook as Office Open XML: text is text, and every time is the release's.

XlsxWriter writes the file. The rows of long sheets are put into it afterwards, as XML: at 10
microseconds a cell, 100,000 records take XlsxWriter (and openpyxl) 80 seconds, this 10.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from analysis.export.archive import member
from analysis.export.sheets import (
    AT_ONCE,
    HEADING,
    LINE_POINTS,
    Cell,
    Link,
    Sheet,
    Workbook,
    column_letters,
    lines_of,
)

FACE = {"font_name": "Arial", "font_size": 12, "valign": "top"}


def write(workbook: Workbook, target: Path) -> None:
    """Write the file; the same workbook gives the same bytes."""
    import xlsxwriter

    long = {n: sheet for n, sheet in enumerate(workbook.sheets, start=1) if sheet.long}
    made = target.with_name(f"{target.name}.draft") if long else target
    book = xlsxwriter.Workbook(str(made), _options())
    day = datetime.datetime.fromisoformat(f"{workbook.created}T00:00:00")
    book.set_properties(
        {"title": workbook.title, "subject": workbook.subject, "author": "", "created": day}
    )
    styles = _styles(book)
    for sheet in workbook.sheets:
        _sheet(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    if long:
        _lengthen(made, long, target)
        made.unlink()


def _lengthen(made: Path, long: Mapping[int, Sheet], target: Path) -> None:
    """Copy the file, member by member, with the rows of its long sheets."""
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in long.items()}
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as out,
    ):
        for name in source.namelist():
            content = source.read(name)
            with out.open(member(name), "w", force_zip64=name in parts) as file:
                if name not in parts:
                    file.write(content)
                    continue
                for piece in _with_rows(content.decode(), parts[name]):
                    file.write(piece.encode())


def _with_rows(page: str, sheet: Sheet) -> Iterator[str]:
    """A worksheet's XML with the rows of the sheet after its header."""
    before, end, after = page.partition("</sheetData>")
    style = re.findall(r'<c r="A\d+" s="(\d+)"', before)[-2]  # of the line above the header
    letters = [column_letters(place) for place in range(len(sheet.header))]
    yield re.sub(r"<dimension [^>]*/>", "", before)
    some: list[str] = []
    for number, row in enumerate(sheet.rows, start=3 + len(sheet.lines)):
        cells = [
            f'<c r="{letter}{number}" s="{style}"{_inside(value)}'
            for letter, value in zip(letters, row, strict=True)
        ]
        some.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(some) >= AT_ONCE:
            yield "".join(some)
            some.clear()
    yield f"{''.join(some)}{end}{after}"


@lru_cache(maxsize=65536, typed=True)
def _inside(value: Cell) -> str:
    if value is None:
        return "/>"
    if isinstance(value, int):
        return f"><v>{value}</v></c>"
    words = value.text if isinstance(value, Link) else value
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def _options() -> dict[str, Any]:
    """Text stays text, whatever it looks like. Made anew: XlsxWriter changes what it is given."""
    return {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": dict(FACE),
    }


def _styles(book: Any) -> dict[str, Any]:
    styles: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16},
        "subtitle": {"bold": True, "font_size": 14},
        "header": {"bold": True, "text_wrap": True, "bottom": 1},
        "text": {"text_wrap": True},
        "line": {},
        "sign": {"align": "right"},
        "figure": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
        "link": {"font_color": "#0b4f9e", "underline": 1},
    }
    return {name: book.add_format({**FACE, **style}) for name, style in styles.items()}


def _sheet(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    _set_up(page, sheet)
    page.write_string(0, 0, sheet.title, styles["title"])
    for place, line in enumerate(sheet.lines, start=1):
        if not sheet.header:
            page.set_row(place, lines_of([line], sheet.widths) * LINE_POINTS)
        _line(page, place, line, styles, "line" if sheet.header else "text")
    first = 1 + len(sheet.lines)
    for place, words in enumerate(sheet.header):
        page.write_string(first, place, words, _head(sheet, place, styles))
    if sheet.long:
        return
    last = first
    for last, row in enumerate(sheet.rows, start=first + 1):
        page.set_row(last, lines_of(row, sheet.widths) * LINE_POINTS)
        _row(page, last, row, styles, sheet.figures)
    if last > first:
        _named(page, sheet, first, last, styles)


def _set_up(page: Any, sheet: Sheet) -> None:
    """Columns, direction, and paper: A4, landscape, as wide as the page."""
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, width)
    if sheet.rtl:
        page.right_to_left()
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_row(0, 2 * LINE_POINTS)


def _head(sheet: Sheet, place: int, styles: dict[str, Any]) -> Any:
    return styles["figure" if place in sheet.figures else "header"]


def _named(page: Any, sheet: Sheet, first: int, last: int, styles: dict[str, Any]) -> None:
    """Mark the table as one, with its header, so that a screen reader announces the columns."""
    columns = [
        {"header": words, "header_format": _head(sheet, place, styles)}
        for place, words in enumerate(sheet.header)
    ]
    options = {
        "name": f"{sheet.name.lower()}_data",
        "columns": columns,
        "autofilter": False,
        "style": None,
    }
    page.add_table(first, 0, last, len(sheet.header) - 1, options)


def _line(page: Any, place: int, line: str | Link, styles: dict[str, Any], style: str) -> None:
    if isinstance(line, Link):
        _row(page, place, [line], styles)
    elif line.startswith(HEADING):
        page.write_string(place, 0, line.removeprefix(HEADING), styles["subtitle"])
    else:
        page.write_string(place, 0, line, styles[style])


def _row(
    page: Any,
    place: int,
    row: Sequence[Cell],
    styles: dict[str, Any],
    figures: frozenset[int] = frozenset(),
) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(place, column, value, styles["sign" if column in figures else "text"])
        elif isinstance(value, int):
            page.write_number(place, column, value, styles["text"])
        elif isinstance(value, Link):
            target = f"internal:'{value.sheet}'!A1"
            page.write_url(place, column, target, styles["link"], string=value.text)
