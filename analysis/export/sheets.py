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

    ``widths`` are those of the columns, in characters; ``figures`` are the columns of numbers, and
    of the signs in their place. ``lines`` may hold links; one that begins with ``# `` is a
    heading. Lines wrap only where there is no table below them. ``rows`` may be a generator where
    the sheet is long: then it is read once.
    """

    name: str
    title: str
    lines: Sequence[str | Link] = ()
    header: tuple[str, ...] = ()
    rows: Iterable[Sequence[Cell]] = ()
    widths: tuple[int, ...] = (80,)
    figures: frozenset[int] = frozenset()
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


LINE_POINTS = 16
"""Height of a line of 12 point text."""


def lines_of(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines a row needs where its cells wrap: software does not always work it out."""
    needed = 1
    for value, width in zip(row, widths, strict=False):
        text = value.text if isinstance(value, Link) else value
        if isinstance(text, str):
            needed = max(needed, -(-len(text) // width))
    return needed


def column_letters(place: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
