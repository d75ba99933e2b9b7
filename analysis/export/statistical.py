"""Records as SPSS (.sav) and Stata (.dta), by pyreadstat: numbers with labels.

Answers that are no valid value are user-missing: in SPSS the range -10 to -1, in Stata the
extended missing values .a to .z, so that a package leaves them out and can still tell them apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.export.gaps import LETTERS, LOWEST
from analysis.export.recordset import RecordFile

LONGEST_LABEL = {"sav": 255, "dta": 80}
"""Of a variable: bytes in SPSS, signs in Stata."""
SAV_TIME = 92
"""Where a .sav has its date and time, in bytes from its start."""
LONGEST_VALUE = 120
"""Bytes of a value's label in SPSS."""


def write_sav(file: RecordFile, label: str, created: str, target: Path) -> None:
    """One questionnaire for SPSS. ``created`` is an ISO date that stands for the file's time."""
    import polars as pl
    import pyreadstat

    frame = pl.DataFrame({c.name: pl.Series(values, dtype=pl.Int8) for c, values in _columns(file)})
    pyreadstat.write_sav(
        frame,
        target,
        file_label=_bytes(label, 64),
        row_compress=True,
        column_labels={c.name: _bytes(c.label, LONGEST_LABEL["sav"]) for c in file.columns},
        variable_value_labels={
            c.name: {x.number: _bytes(x.label, LONGEST_VALUE) for x in c.levels}
            for c in file.columns
        },
        missing_ranges={c.name: [{"lo": LOWEST, "hi": -1}] for c in file.columns},
        variable_measure={c.name: "ordinal" if c.ordered else "nominal" for c in file.columns},
        variable_format={c.name: "F3.0" for c in file.columns},
    )
    year, month, day = created.split("-")
    _stamp(target, SAV_TIME, f"{day} {MONTHS[int(month) - 1]} {year[2:]}00:00:00")


def write_dta(file: RecordFile, label: str, created: str, target: Path) -> None:
    """One questionnaire for Stata 14 and later."""
    import polars as pl
    import pyreadstat

    frame = pl.DataFrame(
        {
            c.name: pl.Series([LETTERS.get(n, n) for n in values], dtype=pl.Object)
            for c, values in _columns(file)
        }
    )
    labels: Any = {
        c.name: {LETTERS.get(x.number, x.number): x.label for x in c.levels} for c in file.columns
    }
    pyreadstat.write_dta(
        frame,
        target,
        file_label=label[:80],
        version=14,
        column_labels={c.name: _signs(c.label, LONGEST_LABEL["dta"]) for c in file.columns},
        variable_value_labels=labels,
        missing_user_values={
            c.name: sorted(LETTERS[x.number] for x in c.levels if x.missing) for c in file.columns
        },
    )
    year, month, day = created.split("-")
    mark = b"<timestamp>\x11"
    place = target.read_bytes()[:1000].index(mark) + len(mark)
    _stamp(target, place, f"{day} {MONTHS[int(month) - 1]} {year} 00:00")


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _columns(file: RecordFile) -> Any:
    return zip(file.columns, file.data, strict=True)


def _stamp(target: Path, place: int, words: str) -> None:
    """Put a fixed time where the library wrote the machine's."""
    with target.open("r+b") as out:
        out.seek(place)
        out.write(words.encode("ascii"))


def _signs(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _bytes(text: str, most: int) -> str:
    """The text in at most so many bytes of UTF-8, never half a sign."""
    if len(text.encode()) <= most:
        return text
    return f"{text.encode()[: most - 3].decode(errors='ignore')}…"
