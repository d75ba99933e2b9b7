"""The ledger as files: TOML holds everything, CSV is for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import functools
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from importlib.resources import files
from typing import Any

from analysis.recommendations.model import Assessment, Ledger, Recommendation, Update, problems

FORMAT = "heard-recommendations-1"
LISTS = ("evidence", "updates")
COLUMNS = tuple(f.name for f in fields(Recommendation) if f.name != "updates")
BETWEEN = "; "
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so may be taken for a formula."""


class LedgerError(Exception):
    """A file that is no ledger, or holds what is not taken. The message says what to mend."""


@functools.cache
def shipped() -> Ledger:
    """What is publicly known, as it ships: empty rows stay empty."""
    return from_toml(files("analysis.recommendations").joinpath("known.toml").read_text("utf-8"))


def from_data(document: Mapping[str, Any]) -> Ledger:
    """A ledger from plain data; raises :class:`LedgerError`."""
    ledger = Ledger(
        tuple(recommendation(entry) for entry in document.get("recommendation", ())),
        tuple(_row(Assessment, entry) for entry in document.get("assessment", ())),
    )
    found = problems(ledger)
    if found:
        raise LedgerError("Nothing was taken. " + " ".join(found[:5]))
    return ledger


def to_data(ledger: Ledger) -> dict[str, Any]:
    """A ledger as plain JSON data; empty fields are there and empty."""
    return {
        "format": FORMAT,
        "recommendation": [asdict(row) for row in ledger.recommendations],
        "assessment": [asdict(row) for row in ledger.assessments],
    }


def recommendation(entry: Mapping[str, Any]) -> Recommendation:
    """One row from plain data."""
    entry = dict(entry)
    updates = tuple(_row(Update, one) for one in entry.pop("updates", ()))
    evidence = tuple(str(one) for one in entry.pop("evidence", ()))
    row: Recommendation = _row(Recommendation, entry)
    return replace(row, updates=updates, evidence=evidence)


def _row(kind: type[Any], entry: Mapping[str, Any]) -> Any:
    unknown = sorted(set(entry) - {f.name for f in fields(kind)})
    if unknown:
        raise LedgerError(f"Nothing was taken. There is no field {', '.join(unknown)}.")
    try:
        return kind(**{name: str(value).strip() for name, value in entry.items()})
    except TypeError as error:
        raise LedgerError(f"Nothing was taken. A row is not whole: {error}.") from None


def from_toml(text: str) -> Ledger:
    """Read TOML; raises :class:`LedgerError`."""
    try:
        return from_data(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LedgerError(f"Nothing was taken. This is not valid TOML: {error}.") from None


def to_toml(ledger: Ledger) -> str:
    """The whole ledger as TOML, empty fields left out."""
    return "\n\n".join([*_tables("recommendation", ledger.recommendations),
                        *_tables("assessment", ledger.assessments)]) + "\n"  # fmt: skip


def _tables(name: str, rows: tuple[Recommendation, ...] | tuple[Assessment, ...]) -> Iterator[str]:
    for row in rows:
        lines = [f"[[{name}]]"]
        for key, value in asdict(row).items():
            if value and key not in LISTS:
                lines.append(f"{key} = {_quoted(value)}")
        if evidence := getattr(row, "evidence", ()):
            lines.append(f"evidence = {_quoted(list(evidence))}")
        for update in getattr(row, "updates", ()):
            lines.append(f"[[{name}.updates]]")
            lines += [f"{key} = {_quoted(value)}" for key, value in asdict(update).items() if value]
        yield "\n".join(lines)


def _quoted(value: str | list[str]) -> str:
    """JSON strings are TOML strings, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def to_json(ledger: Ledger) -> str:
    """The ledger as JSON text."""
    return json.dumps(to_data(ledger), ensure_ascii=False, indent=1) + "\n"


def to_csv(ledger: Ledger) -> str:
    """The recommendations as CSV: one a line, their updates in one cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow((*COLUMNS, "updates"))
    for row in ledger.recommendations:
        cells = [
            BETWEEN.join(row.evidence) if c == "evidence" else getattr(row, c) for c in COLUMNS
        ]
        updates = [f"{u.on}: {u.words}" for u in row.updates]
        writer.writerow([_safe(cell) for cell in (*cells, BETWEEN.join(updates))])
    return "\ufeff" + out.getvalue()


def from_csv(text: str, present: Ledger) -> Ledger:
    """Rows of a CSV file set over the present ones; columns that are absent stay as they are.

    Updates and self-assessments are never read from CSV: they need more than a line. Raises
    :class:`LedgerError`.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    columns = [c for c in reader.fieldnames or () if c != "updates"]
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown or "key" not in columns:
        raise LedgerError(
            "Nothing was taken. The first line names the columns: key, and any of "
            f"{', '.join(COLUMNS[1:])}." + (f" Unknown: {', '.join(unknown)}." if unknown else "")
        )
    there = {row.key: asdict(row) for row in present.recommendations}
    rows = [there.get(line["key"], {}) | _line(line, columns) for line in reader]
    return from_data({"recommendation": rows})


def _line(line: Mapping[str, str | None], columns: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {c: _plain(line[c] or "") for c in columns}
    if "evidence" in found:
        found["evidence"] = [one.strip() for one in found["evidence"].split(";") if one.strip()]
    return found


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(RISKY) else cell
