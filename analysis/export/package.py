"""A Frictionless data package: a zip with ``datapackage.json`` and CSV files.

Data Package 1.0 with Table Schema; ``categories`` (value and label) is that of version 2.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.export import archive, cover
from analysis.export.cover import Imprint
from analysis.export.figures import COLUMNS, NAMES, Column, Figure, Value
from analysis.export.plain_files import write_rows
from analysis.export.wording import Wording


@dataclass(frozen=True)
class Resource:
    """One CSV file of a package; ``schema`` is its Table Schema."""

    name: str
    title: str
    schema: Mapping[str, Any]
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_figures(
    figures: Sequence[Figure], facts: Imprint, wording: Wording, target: Path
) -> None:
    """All figures of a release as one resource."""
    schema = {
        "fields": [_field(column) for column in COLUMNS],
        "missingValues": [""],
        "primaryKey": ["table", "code"],
    }
    about = [*cover.warnings(facts), *cover.notes(facts)]
    note = cover.language_note(wording)
    about_it = described(facts.release, cover.TITLE, [*about, *([note] if note else [])], facts)
    rows = (figure.values() for figure in figures)
    write(about_it, [Resource("tables", "All published tables", schema, NAMES, rows)], target)


def described(name: str, title: str, about: Iterable[str], facts: Imprint) -> dict[str, Any]:
    """A package's own description, without its resources."""
    return {
        "profile": "data-package",
        "name": name.lower(),
        "title": title,
        "description": "\n\n".join(about),
        "version": facts.release,
        "created": f"{facts.created}T00:00:00Z",
        "contributors": [{"title": facts.publisher, "role": "publisher"}],
    }


def _field(column: Column) -> dict[str, str]:
    return {
        "name": column.name, "type": column.type,
        "title": column.title, "description": column.about,
    }  # fmt: skip


def write(described: dict[str, Any], resources: Sequence[Resource], target: Path) -> None:
    """Write the zip: the description first, then each resource's file under ``data``."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        files: dict[str, bytes | Path] = {}
        told = []
        for resource in resources:
            path = Path(folder) / f"{resource.name}.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                write_rows(out, resource.header, resource.rows)
            files[f"data/{path.name}"] = path
            told.append(_told(resource, path))
        words = json.dumps({**described, "resources": told}, ensure_ascii=False, indent=1)
        archive.write({"datapackage.json": f"{words}\n".encode(), **files}, target)


def _told(resource: Resource, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": resource.name,
        "title": resource.title,
        "path": f"data/{path.name}",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": resource.schema,
    }
