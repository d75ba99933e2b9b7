"""Figures as CSV and JSON: plain files for any software."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from analysis.export.figures import NAMES, Figure, Value
from analysis.release.write import safe


def text(value: Value) -> str:
    """A value as CSV has it: empty for none, true or false, and nothing that could be a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else safe(value)


def write_rows(out: TextIO, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a CSV file (RFC 4180: commas, CRLF, everything quoted).

    :param out: a text file that was opened with ``newline=""``.
    """
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([text(value) for value in row] for row in rows)


def write_csv(figures: Iterable[Figure], target: Path) -> None:
    """All figures as one CSV file, one line a row of a table.

    It begins with a byte order mark: without it, Excel takes other scripts for noise.
    """
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        write_rows(out, NAMES, (figure.values() for figure in figures))


def write_json(document: Any, target: Path) -> None:
    """A document as JSON, in UTF-8."""
    target.write_text(
        json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
