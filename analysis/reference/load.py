"""Loads published counts to set beside the replies. What is not known stays unknown.

A team keeps its own file in the same form; every problem in it is named with its entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "denominators.toml"
UNITS = ("children", "incidents", "people", "reports")


class BadReferenceError(ValueError):
    """Reference data that cannot be used; the message names the entry and what to mend."""


@dataclass(frozen=True, slots=True)
class Denominator:
    """One published count, and where it comes from. Dates are ISO dates or empty (unknown)."""

    key: str
    label: str
    value: int
    unit: str
    period: str
    area: str
    source: str
    source_date: str
    status: str
    valid_from: str = ""
    valid_to: str = ""


def denominators(path: Path = SHIPPED) -> dict[str, Any]:
    """``{"warning", "denominators": [...], "unknown": [{key, label}]}`` as plain data.

    Raises :class:`BadReferenceError` for a missing or unknown key, a count that is no whole number
    over 0, a date that is none, a key used twice, or an entry without a source.
    """
    document = _toml(path)
    entries = [_denominator(path.name, entry) for entry in document.get("denominator", [])]
    unknown = [{"key": e["key"], "label": e["label"]} for e in document.get("unknown", [])]
    keys = [entry.key for entry in entries] + [entry["key"] for entry in unknown]
    for key in keys:
        if keys.count(key) > 1:
            raise BadReferenceError(f"{path.name}: {key} stands twice. Take one out.")
    if not document.get("warning"):
        raise BadReferenceError(
            f"{path.name} has no warning. Say what the counts cannot be used for."
        )
    return {
        "warning": document["warning"],
        "denominators": [asdict(entry) for entry in entries],
        "unknown": unknown,
    }


def margins(path: Path) -> dict[str, Any]:
    """Sizes of command units for the sensitivity line: ``{"source", "sizes": {unit: size}}``.

    None ships, because none is known. A team's file says ``source``, ``source_date``, ``counts``
    (what was counted) and ``[sizes]``. An absent file gives an empty dictionary. Raises
    :class:`BadReferenceError` like :func:`denominators`.
    """
    if not path.exists():
        return {}
    document = _toml(path)
    unknown = set(document) - {"source", "source_date", "counts", "sizes"}
    if unknown:
        raise BadReferenceError(f"{path.name}: no such key: {', '.join(sorted(unknown))}.")
    for key in ("source", "counts"):
        if not isinstance(document.get(key), str) or not document[key]:
            raise BadReferenceError(f"{path.name} has no {key}. Sizes without it are not used.")
    sizes = document.get("sizes")
    if not isinstance(sizes, dict) or not sizes:
        raise BadReferenceError(f"{path.name} has no [sizes]. Write one line a unit: AS = 812.")
    for unit, size in sizes.items():
        if not isinstance(size, int) or isinstance(size, bool) or size <= 0:
            raise BadReferenceError(f"{path.name}: the size of {unit} is a whole number over 0.")
    dated = filter(None, (document["source"], document.get("source_date", "")))
    return {"source": f"{document['counts']}; {', '.join(dated)}", "sizes": dict(sizes)}


def of_folder(folder: Path) -> dict[str, Any]:
    """Denominators and margins of a team's reference folder, as the facts of a release.

    Where the team has no file of its own, the denominators that ship are used.
    """
    own = folder / SHIPPED.name
    return {
        "denominators": denominators(own if own.exists() else SHIPPED),
        "margin": margins(folder / "margins.toml"),
    }


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadReferenceError(f"There is no reference file {path}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadReferenceError(
            f"{path.name} is not valid TOML: {error}. Mend that line."
        ) from None


def _denominator(file: str, entry: Mapping[str, Any]) -> Denominator:
    where = f"{file}: {entry.get('key', 'an entry without a key')}"
    try:
        found = Denominator(**entry)
    except TypeError as error:
        words = str(error).replace("Denominator.__init__() ", "")
        raise BadReferenceError(f"{where}: {words}.") from None
    if not isinstance(found.value, int) or isinstance(found.value, bool) or found.value <= 0:
        raise BadReferenceError(
            f"{where}: the value is a whole number over 0. An unknown count is an [[unknown]]."
        )
    if found.unit not in UNITS:
        raise BadReferenceError(f"{where}: the unit is one of {', '.join(UNITS)}.")
    if not found.source:
        raise BadReferenceError(
            f"{where} has no source. A count without a source is not published."
        )
    for day in (found.valid_from, found.valid_to):
        _check_day(where, day)
    if found.valid_from and found.valid_to and found.valid_from > found.valid_to:
        raise BadReferenceError(f"{where}: valid_from is after valid_to.")
    return found


def _check_day(where: str, day: str) -> None:
    try:
        if day:
            date.fromisoformat(day)
    except (TypeError, ValueError):
        raise BadReferenceError(f'{where}: {day!r} is no day. Write "2023-04-01".') from None
