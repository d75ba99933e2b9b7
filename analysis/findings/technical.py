"""The technical annex: ranges, said to be no margins of error, and ranges of coding error.

Sample ranges stand here and in the team's app alone. A range of coding error is another thing
and has another name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings.concerns import concerns
from analysis.findings.reader import Reader
from analysis.findings.wording import NAMES

FAMILIES = ("families", "parent", "carer")
STAFF = ("staff",)


@dataclass(frozen=True, slots=True)
class Ranged:
    """One question: share favourable and its range for each audience; empty where none."""

    label: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """The ranges of the questions that were put to some people."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Ranged, ...]


@dataclass(frozen=True, slots=True)
class CodingError:
    """One concern whose share was corrected, with the range of coding error."""

    label: str
    share: str
    span: str


@dataclass(frozen=True, slots=True)
class Change:
    """One question in this wave and an earlier one."""

    label: str
    now: str
    earlier: str
    points: int


@dataclass(frozen=True, slots=True)
class Weighted:
    """One question: families' share as counted and as weighted, in whole percent; Kish's effect."""

    label: str
    counted: str
    weighted: str
    effect: float


@dataclass(frozen=True, slots=True)
class Technical:
    """Everything of the technical annex."""

    wording: str
    self_selected: str
    ranges: tuple[Ranges, ...]
    coding: tuple[CodingError, ...]
    compared: str
    warning: str
    changes: tuple[Change, ...]
    weighted_by: str = ""
    weighted: tuple[Weighted, ...] = ()

    @property
    def empty(self) -> bool:
        """True when there is nothing to print."""
        return not (self.ranges or self.coding or self.changes or self.weighted)


def technical(reader: Reader) -> Technical:
    """Read the technical parts of a release."""
    annex: Mapping[str, Any] = reader.part("annex", {})
    compared: Mapping[str, Any] = reader.part("compared", {})
    sensitivity: Mapping[str, Any] = reader.part("sensitivity", {})
    return Technical(
        wording=str(annex.get("wording", "")),
        self_selected=str(annex.get("self_selected", "")),
        ranges=_ranges(reader, annex.get("ranges", {})),
        coding=_coding(reader),
        compared=str(compared.get("wave", "")),
        warning=str(compared.get("warning", "")),
        changes=tuple(
            Change(line["title"], f"{line['percent']}%", f"{line['earlier']}%", line["points"])
            for line in compared.get("lines", ())
        ),
        weighted_by=str(sensitivity.get("source", "")),
        weighted=tuple(_weighted(reader, line) for line in sensitivity.get("lines", ())),
    )


def _weighted(reader: Reader, line: Mapping[str, Any]) -> Weighted:
    table = reader.table(line["table"])
    return Weighted(
        table.question if table else line["title"],
        f"{line['counted']}%",
        f"{line['standardised']}%",
        line["design_effect"],
    )


def _ranges(reader: Reader, spans: Mapping[str, Mapping[str, list[int]]]) -> tuple[Ranges, ...]:
    made = (
        Ranges("Families", tuple(NAMES[who] for who in FAMILIES), _lines(reader, spans, FAMILIES)),
        Ranges("Staff", tuple(NAMES[who] for who in STAFF), _lines(reader, spans, STAFF)),
    )
    return tuple(one for one in made if one.lines)


def _lines(
    reader: Reader, spans: Mapping[str, Mapping[str, list[int]]], who: tuple[str, ...]
) -> tuple[Ranged, ...]:
    lines: dict[str, dict[str, str]] = {}
    for key, found in spans.items():
        table = reader.table(key)
        if table is None or table.split or table.questionnaire not in who:
            continue
        if "favourable" in found:
            low, high = found["favourable"]
            entry = f"{reader.favourable(key)} ({low} to {high})"
            lines.setdefault(table.question, {})[table.questionnaire] = entry
    return tuple(
        Ranged(question, tuple(entries.get(one, "not shown") for one in who))
        for question, entries in lines.items()
    )


def _coding(reader: Reader) -> tuple[CodingError, ...]:
    return tuple(
        CodingError(
            concern.label,
            str(concern.figure),
            f"{concern.figure.coding[0]} to {concern.figure.coding[1]}",
        )
        for concern in concerns(reader)
        if concern.figure.coding
    )
