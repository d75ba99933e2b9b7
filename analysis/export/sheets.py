"""A spreadsheet before it is ODS or XLSX: sheets of plain cells. One model, two writers.

The layout is that of the UK government's guidance for statistics in spreadsheets (Government
Analysis Function, "Releasing statistics in spreadsheets"): cover, contents, notes, then one table
a sheet, each with its title in A1 and nothing beside or below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another sheet of the same file."""

    text: str
    sheet: str


Cell = str | int | Link | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, lines below it, and at most one table.

    ``widths`` are those of the columns, in characters. ``lines`` may hold links. A line that
    begins with ``# `` is a heading. ``rows`` is read once, so it may be a generator.
    """

    name: str
    title: str
    lines: Sequence[str | Link] = ()
    header: tuple[str, ...] = ()
    rows: Iterable[Sequence[Cell]] = ()
    widths: tuple[int, ...] = (80,)
    rtl: bool = False
    long: bool = False
    """True for many thousands of rows: written in one pass, and not marked as a table."""


@dataclass(frozen=True)
class Workbook:
    """A whole file. ``created`` is an ISO date: the release's, never the machine's."""

    title: str
    subject: str
    language: str
    created: str
    sheets: tuple[Sheet, ...]


HEADING = "# "
"""How a line begins that is a heading."""
AT_ONCE = 2000
"""Rows that are put together before they are compressed."""


def column_letters(place: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
