"""Columns as Parquet, by polars. What they mean travels in the file's own metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.export.figures import COLUMNS, Figure

KEY = "heard"
"""The metadata key under which the description lies, as JSON."""


def write_figures(figures: Sequence[Figure], about: Mapping[str, Any], target: Path) -> None:
    """All figures of a release, one row each; ``about`` describes release and columns."""
    import polars as pl

    types: dict[str, Any] = {
        "string": pl.String, "date": pl.Date, "integer": pl.Int32, "boolean": pl.Boolean,
    }  # fmt: skip
    columns = []
    for place, column in enumerate(COLUMNS):
        values = [figure.values()[place] for figure in figures]
        if column.type == "date":
            series = pl.Series(column.name, values, pl.String).str.to_date()
        else:
            series = pl.Series(column.name, values, types[column.type])
        columns.append(series)
    write(pl.DataFrame(columns), about, target)


def write(frame: Any, about: Mapping[str, Any], target: Path) -> None:
    """Write a polars frame; ``about`` becomes the file's metadata."""
    told = json.dumps(about, ensure_ascii=False, sort_keys=True)
    frame.write_parquet(target, compression="zstd", compression_level=6, metadata={KEY: told})
