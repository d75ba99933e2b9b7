"""Records as JSON, Parquet and data package: codes, and what they mean beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.export import package, parquet, record_book
from analysis.export.recordset import RecordColumn, RecordFile, RecordSet


def write_json(records: RecordSet, target: Path) -> None:
    """Records as JSON: what the columns mean, then one line of codes a record."""
    with target.open("w", encoding="utf-8", newline="\n") as out:
        head = json.dumps(record_book.described(records), ensure_ascii=False, indent=1)
        out.write(f'{head.removesuffix("}").rstrip()},\n "records": {{\n')
        for place, file in enumerate(records.files):
            out.write(f"{',' if place else ''} {json.dumps(file.questionnaire)}: [")
            for number, row in enumerate(file.rows("code")):
                out.write(f"{',' if number else ''}\n  {json.dumps(row)}")
            out.write("]\n")
        out.write("}}\n")


def write_parquet(file: RecordFile, target: Path) -> None:
    """The records of one questionnaire: codes, as one dictionary a column."""
    import polars as pl

    columns = []
    for column, values in zip(file.columns, file.data, strict=True):
        codes = {level.number: level.code for level in column.levels}
        said = pl.Enum([level.code for level in column.levels])
        columns.append(pl.Series(column.name, [codes[n] for n in values], dtype=said))
    about = {"title": file.title, "columns": [record_book.columns(c) for c in file.columns]}
    parquet.write(pl.DataFrame(columns), about, target)


def write_package(records: RecordSet, target: Path) -> None:
    """The records of each questionnaire as one resource; values are codes."""
    title = f"{record_book.TITLE}: wave {records.facts.wave}"
    name = f"{records.facts.release}-records"
    about_it = package.described(name, title, record_book.about(records), records.facts)
    resources = []
    for file in records.files:
        if file.count:
            schema = {"fields": [_coded(c) for c in file.columns], "missingValues": [""]}
            rows = file.rows("code")
            resources.append(
                package.Resource(file.questionnaire, file.title, schema, file.names, rows)
            )
    package.write(about_it, resources, target)


def _coded(column: RecordColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": "string",
        "title": column.label,
        "description": column.asked,
        "constraints": {"required": True, "enum": [level.code for level in column.levels]},
        "categories": [{"value": level.code, "label": level.label} for level in column.levels],
    }
