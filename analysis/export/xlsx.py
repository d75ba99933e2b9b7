"""Writes a workbook as Office Open XML with XlsxWriter: text is text, times are the release's."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.export.sheets import HEADING, Cell, Link, Sheet, Workbook

PLAIN = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 12, "valign": "top"},
}


def write(workbook: Workbook, target: Path) -> None:
    """Write the file; the same workbook gives the same bytes."""
    import xlsxwriter

    long = any(sheet.long for sheet in workbook.sheets)
    book = xlsxwriter.Workbook(str(target), {**PLAIN, "constant_memory": long})
    day = datetime.datetime.fromisoformat(f"{workbook.created}T00:00:00")
    book.set_properties(
        {"title": workbook.title, "subject": workbook.subject, "author": "", "created": day}
    )
    styles = _styles(book)
    for sheet in workbook.sheets:
        _sheet(book.add_worksheet(sheet.name), sheet, styles, tables=not long)
    book.close()


def _styles(book: Any) -> dict[str, Any]:
    face = {"font_name": "Arial", "valign": "top"}
    return {
        "title": book.add_format({**face, "bold": True, "font_size": 16}),
        "subtitle": book.add_format({**face, "bold": True, "font_size": 14, "text_wrap": True}),
        "header": book.add_format(
            {**face, "bold": True, "font_size": 12, "text_wrap": True, "bottom": 1}
        ),
        "text": book.add_format({**face, "font_size": 12, "text_wrap": True}),
        "link": book.add_format(
            {**face, "font_size": 12, "text_wrap": True, "font_color": "#0b4f9e", "underline": 1}
        ),
    }


def _sheet(page: Any, sheet: Sheet, styles: dict[str, Any], *, tables: bool) -> None:
    for place, width in enumerate(sheet.widths):
        page.set_column(place, place, width)
    if sheet.rtl:
        page.right_to_left()
    page.write_string(0, 0, sheet.title, styles["title"])
    for place, line in enumerate(sheet.lines, start=1):
        _line(page, place, line, styles)
    first = 1 + len(sheet.lines)
    if not sheet.header:
        return
    for place, words in enumerate(sheet.header):
        page.write_string(first, place, words, styles["header"])
    last = first
    for last, row in enumerate(sheet.rows, start=first + 1):
        _row(page, last, row, styles)
    if tables and last > first:
        _named(page, sheet, first, last, styles)


def _named(page: Any, sheet: Sheet, first: int, last: int, styles: dict[str, Any]) -> None:
    """Mark the table as one, with its header, so that a screen reader announces the columns."""
    columns = [{"header": words, "header_format": styles["header"]} for words in sheet.header]
    options = {
        "name": f"{sheet.name.lower()}_data",
        "columns": columns,
        "autofilter": False,
        "style": None,
    }
    page.add_table(first, 0, last, len(sheet.header) - 1, options)


def _line(page: Any, place: int, line: str | Link, styles: dict[str, Any]) -> None:
    if isinstance(line, Link):
        _row(page, place, [line], styles)
    elif line.startswith(HEADING):
        page.write_string(place, 0, line.removeprefix(HEADING), styles["subtitle"])
    else:
        page.write_string(place, 0, line, styles["text"])


def _row(page: Any, place: int, row: Sequence[Cell], styles: dict[str, Any]) -> None:
    text = styles["text"]
    for column, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(place, column, value, text)
        elif isinstance(value, int):
            page.write_number(place, column, value, text)
        elif isinstance(value, Link):
            target = f"internal:'{value.sheet}'!A1"
            page.write_url(place, column, target, styles["link"], string=value.text)
