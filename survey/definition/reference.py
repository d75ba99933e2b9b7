"""The reference lists: command units with their boroughs, forces, channels, supports.

They are dated data under ``survey/reference``; nothing that they hold (a number above all)
is typed anywhere else. What no person has confirmed says so: ``confirmed`` is false, or
``checked`` is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey.definition.model import Option, Text
from survey.definition.problems import Problems
from survey.definition.table import Table, read_toml
from survey.paths import REFERENCE

_GSS = re.compile(r"[EWNS]\d{8}")


@dataclass(frozen=True, slots=True)
class Area:
    """A borough (or the City): what a respondent chooses, never what is kept."""

    code: str
    name: str
    gss: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A command unit: the only trace of a borough that is kept."""

    code: str
    name: str
    areas: tuple[Area, ...]
    confirmed: bool
    valid_from: str
    source: str
    valid_to: str = ""

    @property
    def area_names(self) -> str:
        """Its boroughs in words: "Bromley, Croydon or Sutton"."""
        return listed([area.name for area in self.areas])


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the forces or the channels."""

    code: str
    name: str
    confirmed: bool
    valid_from: str
    source: str
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """Somewhere to turn to. ``checked`` is the ISO date on which a person confirmed the contact
    (and by whom in ``checked_by``); empty means that nobody has, and the instance is not ready."""

    key: str
    name: Text
    purpose: Text
    call: str
    text: str
    web: str
    hours: Text | None
    note: Text | None
    source: str
    checked: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class OptionList:
    """Options that a question may take over by name; ``kept`` are those that an answer stores."""

    options: tuple[Option, ...]
    kept: tuple[Option, ...]


@dataclass(frozen=True)
class Reference:
    """Every reference list of one folder."""

    units: tuple[Unit, ...]
    forces: tuple[Entry, ...]
    channels: tuple[Entry, ...]
    supports: Mapping[str, Support]
    lists: Mapping[str, OptionList]


def listed(names: Iterable[str], last: str = "or") -> str:
    """Names in a row: "one, two or three"."""
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else end


def load_reference(folder: Path = REFERENCE) -> Reference:
    """Read and check the lists of a folder.

    Raises :class:`~survey.definition.problems.DefinitionError` with every problem found.
    """
    problems = Problems()
    files = {name: _open(folder, name, problems) for name in _FILES}
    problems.stop()
    units = _units(files["units"])
    areas = _outside_units(files["units"])
    forces = _entries(files["forces"], "force")
    channels = _entries(files["channels"], "channel")
    supports = _supports(files["supports"])
    for table in files.values():
        table.finish(("note",))
    problems.stop()
    lists = {
        "boroughs": _boroughs(units, areas),
        "units": _plain("units", [(unit.code, _unit_label(unit)) for unit in units]),
        "forces": _plain("forces", [(force.code, force.name) for force in forces]),
        "channels": _plain("channels", [(entry.code, entry.name) for entry in channels]),
    }
    return Reference(units, forces, channels, supports, lists)


_FILES = ("units", "forces", "channels", "supports")


def _open(folder: Path, name: str, problems: Problems) -> Table:
    path = folder / f"{name}.toml"
    return Table(read_toml(path, problems) or {}, path.name, "", problems)


def _rows(table: Table, key: str) -> Iterable[Table]:
    seen: set[str] = set()
    for number, data in enumerate(table.tables(key), 1):
        code = data.get("code", data.get("key"))
        row = table.child(data, f"{key} “{code}”" if code else f"{key} {number}")
        name = _required(row, "key" if key == "support" else "code")
        if name in seen:
            row.problem("Q202", "", "This code stands twice.", "Give one another code.")
        seen.add(name)
        if name:
            row.code(name, "code", option=True)
        yield row


def _required(row: Table, key: str) -> str:
    word = row.word(key)
    if not word and row.data.get(key) is None:
        row.problem("Q104", key, "This is missing.", f'Add {key} = "…".')
    return word


def _date(row: Table, key: str) -> str:
    """An ISO date in quotes; empty where it is not known (or not yet done)."""
    value = row.raw(key)
    if value in (None, ""):
        return ""
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        row.problem("Q502", key, "This is no date.", 'Write "2026-11-30", or "" if not known.')
        return ""
    return str(value)


def _units(table: Table) -> tuple[Unit, ...]:
    taken: dict[str, str] = {}
    units = []
    for row in _rows(table, "unit"):
        areas = _areas(row, taken)
        if not areas:
            row.problem("Q501", "borough", "This unit has no borough.", "Add [[unit.borough]].")
        units.append(
            Unit(
                row.word("code"), row.text("name", required=True), areas,
                row.flag("confirmed", False), *_valid(row),
            )
        )  # fmt: skip
        row.finish()
    return tuple(units)


def _valid(row: Table) -> tuple[str, str, str]:
    """The first day, the source and the last day of an entry; a day that is not known is empty."""
    first, last = _date(row, "valid_from"), _date(row, "valid_to")
    if first and last and first > last:
        row.problem(
            "Q502", "valid_to", "It ends before it begins.", "Put valid_to after valid_from."
        )
    return first, row.note("source"), last


def _outside_units(table: Table) -> tuple[Area, ...]:
    """Areas that no command unit polices, kept as they are (the City of London)."""
    return _areas(table, {}, "area")


def _areas(table: Table, taken: dict[str, str], key: str = "borough") -> tuple[Area, ...]:
    areas = []
    for row in _rows(table, key):
        area = Area(
            row.word("code"), row.text("name", required=True), row.word("gss"),
            row.flag("confirmed", False),
        )  # fmt: skip
        if not _GSS.fullmatch(area.gss):
            row.problem("Q501", "gss", "This is no GSS code.", 'Write it like "E09000002".')
        for mark in (area.code, area.gss):
            if mark in taken:
                row.problem(
                    "Q501", "", f"“{mark}” already belongs to {taken[mark]}.",
                    "A borough belongs to one unit: take one of the two away.",
                )  # fmt: skip
            taken[mark] = table.where or "the areas"
        areas.append(area)
        row.finish()
    return tuple(areas)


def _entries(table: Table, key: str) -> tuple[Entry, ...]:
    entries = []
    for row in _rows(table, key):
        entries.append(
            Entry(
                row.word("code"), row.text("name", required=True),
                row.flag("confirmed", False), *_valid(row),
            )
        )  # fmt: skip
        row.finish()
    return tuple(entries)


def _supports(table: Table) -> Mapping[str, Support]:
    supports = {}
    for row in _rows(table, "support"):
        key = row.word("key")
        support = Support(
            key,
            Text(f"support {key}: name", row.text("name", required=True)),
            Text(f"support {key}: purpose", row.text("purpose", required=True)),
            row.note("call"), row.note("text"), row.note("web"),
            _optional(f"support {key}: hours", row.text("hours")),
            _optional(f"support {key}: note", row.text("note")),
            row.note("source"), _date(row, "checked"), row.note("checked_by"),
        )  # fmt: skip
        if not (support.call or support.text or support.web):
            row.problem("Q501", "", "There is no way to reach it.", "Add call, text or web.")
        if row.data.get("checked") is None:
            row.problem("Q104", "checked", "This is missing.", 'Write checked = "" at first.')
        supports[key] = support
        row.finish()
    return supports


def _optional(context: str, source: str) -> Text | None:
    return Text(context, source) if source else None


def _boroughs(units: tuple[Unit, ...], areas: tuple[Area, ...]) -> OptionList:
    """All boroughs by name; each keeps only its unit."""
    chosen = [(area, unit.code) for unit in units for area in unit.areas]
    chosen += [(area, "") for area in areas]
    chosen.sort(key=lambda pair: pair[0].name)
    options = tuple(
        Option(area.code, Text(f"list boroughs: {area.code}", area.name), stored=stored)
        for area, stored in chosen
    )
    kept = [(unit.code, unit.area_names) for unit in units]
    kept += [(area.code, area.name) for area in areas]
    return OptionList(options, _plain("boroughs", kept).options)


def _unit_label(unit: Unit) -> str:
    return f"{unit.name}: {', '.join(area.name for area in unit.areas)}"


def _plain(name: str, entries: Iterable[tuple[str, str]]) -> OptionList:
    options = tuple(Option(code, Text(f"list {name}: {code}", label)) for code, label in entries)
    return OptionList(options, options)
