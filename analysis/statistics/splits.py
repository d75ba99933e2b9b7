"""Families' favourable answers divided once more: by command unit, by how long ago, by reporting.

A split never says who is best: it feeds a funnel plot, or two groups side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.codebook import Variable
from analysis.dataset import Dataset, Record
from analysis.statistics.counts import Group, by_group
from analysis.statistics.model import Kind, Row, Table
from analysis.statistics.tables import FAMILIES

RECENT = frozenset({"month", "half_year", "year", "two_years"})
LONG_AGO = frozenset({"five_years", "longer"})
NOT_GIVEN = ""
REPORTED = frozenset({"me", "someone_else"})

SOURCES = {"unit": "area", "when": "when", "reported": "reported_last"}
"""Split -> the closed question whose answers put people into its categories."""
MADE_OF = {
    ("when", "recent"): RECENT,
    ("when", "long_ago"): LONG_AGO,
    ("reported", "reported"): REPORTED,
    ("reported", "nobody"): frozenset({"nobody"}),
}
"""(split, category) -> the answers it is made of; a unit is made of itself."""


@dataclass(frozen=True, slots=True)
class Split:
    """A way to divide families: its categories in order, and how to find a record's."""

    key: str
    title: str
    categories: tuple[tuple[str, str], ...]
    group: Group


def when_group(record: Record) -> str:
    """``recent`` (within two years), ``long_ago``, or not given."""
    when = record.answers.get("when")
    if when in RECENT:
        return "recent"
    return "long_ago" if when in LONG_AGO else NOT_GIVEN


def reported_group(record: Record) -> str:
    """``reported`` (by anybody), ``nobody``, or not given."""
    who = record.answers.get("reported_last")
    if who in REPORTED:
        return "reported"
    return "nobody" if who == "nobody" else NOT_GIVEN


def splits(dataset: Dataset) -> tuple[Split, ...]:
    """The splits this codebook allows; units come from the options of ``area``."""
    area = dataset.codebook.variable("parent", "area")
    known = [(o.code, o.label) for o in area.valid()] if area else []
    names = {code for code, _ in known}

    def unit(record: Record) -> str:
        code = record.answers.get("area")
        return code if isinstance(code, str) and code in names else NOT_GIVEN

    when = (("recent", "In the last two years"), ("long_ago", "More than two years ago"))
    reported = (("reported", "Reported to the police"), ("nobody", "Nobody reported"))
    return (
        Split("unit", "by command unit", tuple(known), unit),
        Split("when", "by how long ago", when, when_group),
        Split("reported", "by whether it was reported", reported, reported_group),
    )


def split_tables(dataset: Dataset, family_tables: Iterable[Table]) -> list[Table]:
    """Every families table divided by unit and by when; trust also by reporting."""
    records = tuple(r for key in FAMILIES for r in dataset.of(key))
    found = []
    for table in family_tables:
        variable = dataset.codebook.variable("parent", table.variable)
        if variable is None:
            continue
        for split in splits(dataset):
            if split.key != "reported" or table.variable in ("trust_now", "trust_before"):
                found.append(_split(table, variable, split, records))
    return found


def _split(table: Table, variable: Variable, split: Split, records: Iterable[Record]) -> Table:
    favourable, base = by_group(records, variable, split.group)
    rows = [Row(c, label, favourable[c], base[c]) for c, label in split.categories]
    rows.append(Row("not_given", "Not given", favourable[""], base[""], hidden=True))
    return Table(
        key=f"{table.key}.by_{split.key}",
        title=f"{table.title} ({split.title})",
        question=table.question,
        questionnaire=table.questionnaire,
        variable=table.variable,
        kind=Kind.SPLIT,
        base=table.base,
        rows=tuple(rows),
        stage=table.stage,
        mirror=table.mirror,
        scale=table.scale,
        asked=table.asked,
        favourable=table.favourable,
        split=split.key,
        within=table.key,
    )
