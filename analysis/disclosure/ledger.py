"""The ledger: what was published when, so that no two releases can be played against each other.

It holds exact counts, as the audit needs them: it is kept with the review's data, never published.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.disclosure.links import Snapshot
from analysis.disclosure.model import FAVOURABLE, CellId, Plan, Reason
from analysis.disclosure.rules import Rules
from analysis.statistics.model import Kind, Row, Table

FORMAT = "heard-ledger-1"


class LedgerError(Exception):
    """A ledger that cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Entry:
    """One release: its numbers and decisions, and the tables as they went out (plain data)."""

    release: str
    wave: str
    created: str
    snapshot: Snapshot
    published: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Ledger:
    """Every release so far, oldest first. A withdrawn release stays: people have seen it."""

    entries: tuple[Entry, ...] = ()

    def of(self, wave: str) -> tuple[Entry, ...]:
        """The entries of one wave. Different waves are different replies."""
        return tuple(entry for entry in self.entries if entry.wave == wave)

    def add(self, entry: Entry) -> Ledger:
        """A ledger with one more entry; :class:`LedgerError` when its name is taken."""
        if any(old.release == entry.release for old in self.entries):
            raise LedgerError(f"The ledger has a release {entry.release} already.")
        return Ledger((*self.entries, entry))


def last_issue(entries: Sequence[Entry], key: str) -> Entry | None:
    """The last entry in which the table was issued with something in it, or None."""
    for entry in reversed(entries):
        if key in entry.snapshot.issued and key not in entry.snapshot.plan.withheld:
            return entry
    return None


def may_issue(table: Table, hidden: Mapping[CellId, Reason], before: Entry, rules: Rules) -> bool:
    """True when every category published then or now gained enough people since ``before``.

    In a row with people outside it (a concern, a split) those gained enough as well, so that
    the newcomers cannot be told to be all of one kind. ``hidden`` are the cells small now.
    """
    old, plan = before.snapshot.tables[table.key], before.snapshot.plan
    gains = [table.base - old.base]
    if table.favourable is not None and old.favourable is not None:
        cell, gain = (table.key, FAVOURABLE), table.favourable - old.favourable
        if cell not in hidden or plan.visible(cell):
            gains += [gain, gains[0] - gain]
    for row in table.rows:
        cell = (table.key, row.code)
        past = old.row_of(row.code)
        if row.hidden or (cell in hidden and not plan.visible(cell)):
            continue
        if past is None:
            return False
        gains += _gains(table, row, old, past)
    return min(gains) >= rules.reissue_gain


def _gains(table: Table, row: Row, old: Table, past: Row) -> list[int]:
    gain = row.count - past.count
    if row.base is not None and past.base is not None:
        return [gain, row.base - past.base - gain]
    if table.kind is Kind.MULTI and not row.missing:
        return [gain, table.base - old.base - gain]
    return [gain]


def save(ledger: Ledger, path: Path) -> None:
    """Write the ledger whole or not at all; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"format": FORMAT, "entries": [entry_to_data(e) for e in ledger.entries]}
    draft = path.with_name(f"{path.name}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(document, out, ensure_ascii=False)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def load(path: Path) -> Ledger:
    """Read the ledger; an absent one is empty. :class:`LedgerError` when it cannot be read."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Ledger()
    except (UnicodeDecodeError, json.JSONDecodeError):
        document = {}
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise LedgerError(
            f"{path} cannot be read as a ledger of releases. Nothing was released. "
            "Put it back from a backup: without it, releases could be played against each other."
        )
    return Ledger(tuple(entry_from_data(entry) for entry in document["entries"]))


def entry_to_data(entry: Entry) -> dict[str, Any]:
    """An entry as plain JSON data."""
    shot = entry.snapshot
    return {
        "release": entry.release,
        "wave": entry.wave,
        "created": entry.created,
        "issued": sorted(shot.issued),
        "withheld": sorted(shot.plan.withheld),
        "hidden": [[*cell, why.value] for cell, why in sorted(shot.plan.hidden.items())],
        "ceilings": [[list(k), v] for k, v in sorted(shot.ceilings.items())],
        "floors": [[list(k), v] for k, v in sorted(shot.floors.items())],
        "tables": [_table_to_data(t) for t in shot.tables.values()],
        "published": {key: dict(data) for key, data in entry.published.items()},
    }


def entry_from_data(data: Mapping[str, Any]) -> Entry:
    """An entry from plain JSON data."""
    tables = [_table_from_data(t) for t in data["tables"]]
    hidden = {(key, row): Reason(why) for key, row, why in data["hidden"]}
    snapshot = Snapshot(
        at=data["release"],
        tables={t.key: t for t in tables},
        plan=Plan(hidden, frozenset(data["withheld"])),
        issued=frozenset(data["issued"]),
        ceilings={tuple(k): v for k, v in data["ceilings"]},
        floors={tuple(k): v for k, v in data["floors"]},
    )
    return Entry(data["release"], data["wave"], data["created"], snapshot, data["published"])


_KEPT = (
    "key",
    "questionnaire",
    "variable",
    "base",
    "favourable",
    "split",
    "within",
    "row",
    "about",
)


def bare(table: Table) -> Table:
    """A table without its wording: numbers and how they hang together."""
    rows = tuple(replace(row, label="") for row in table.rows)
    return replace(table, title="", question="", asked="", stage="", mirror="", scale="", rows=rows)


def _table_to_data(table: Table) -> dict[str, Any]:
    data: dict[str, Any] = {name: getattr(table, name) for name in _KEPT}
    data["kind"], data["parts"] = table.kind.value, list(table.parts)
    data["rows"] = [
        [r.code, r.count, r.base, r.missing, r.favourable, r.hidden] for r in table.rows
    ]
    return data


def _table_from_data(data: Mapping[str, Any]) -> Table:
    rows = tuple(
        Row(code, "", count, base, missing, favourable, hidden)
        for code, count, base, missing, favourable, hidden in data["rows"]
    )
    return Table(
        title="",
        question="",
        kind=Kind(data["kind"]),
        parts=tuple(data["parts"]),
        rows=rows,
        **{name: data[name] for name in _KEPT},
    )
