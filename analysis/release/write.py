"""Writes a release as a folder. The same release always gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.release.model import Cell, PublishedTable, Release, table_to_data

SUMS = "SHA256SUMS"
COLUMNS = (
    "table", "questionnaire", "variable", "question", "split", "code", "label", "count", "base",
    "percent", "status", "flag", "issued_in",
)  # fmt: skip


class ReleaseExistsError(Exception):
    """The folder is there already: a release is never written over."""


def write(release: Release, folder: Path) -> None:
    """Write release.json, tables/*.csv, codebook.json and SHA256SUMS into a new folder."""
    if folder.exists():
        raise ReleaseExistsError(
            f"{folder} exists. A release is never changed: give this one another name."
        )
    contents = files(release)
    folder.mkdir(parents=True)
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def files(release: Release) -> dict[str, bytes]:
    """Relative path -> bytes of everything in the folder, SHA256SUMS last."""
    document = {**release.document, "tables": [table_to_data(t) for t in release]}
    contents = {"release.json": _json(document), "codebook.json": _json(release.codebook)}
    for table in release:
        contents[f"tables/{table.key}.csv"] = table_csv(table)
    contents[SUMS] = checksums(contents)
    return contents


def checksums(contents: Mapping[str, bytes]) -> bytes:
    """One line a file, as ``sha256sum -c`` reads it, sorted by name."""
    lines = [f"{hashlib.sha256(contents[n]).hexdigest()}  {n}\n" for n in sorted(contents)]
    return "".join(lines).encode()


def table_csv(table: PublishedTable) -> bytes:
    """One table as CSV (UTF-8, a header, one line a row; nothing a spreadsheet would run)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows: Iterable[Cell] = table.rows
    if table.favourable is not None:
        rows = (*table.rows, table.favourable)
    for cell in rows:
        row = (
            table.key, table.questionnaire, table.variable, table.question, table.split,
            cell.code, cell.label, cell.count, cell.base, cell.percent, cell.status, cell.flag,
            table.issued_in,
        )  # fmt: skip
        writer.writerow([safe(value) for value in row])
    return out.getvalue().encode()


def safe(value: object) -> str:
    """Text that no spreadsheet takes for a formula: a leading ' before = + - @ tab or return."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _json(document: Any) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False)
    return f"{text}\n".encode()
