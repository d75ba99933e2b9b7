"""Records as a spreadsheet: cover, notes, variables and values, then one questionnaire a sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from analysis.export import cover
from analysis.export.gaps import GAPS, MEANINGS
from analysis.export.recordset import RecordColumn, RecordFile, RecordSet
from analysis.export.sheets import HEADING, Cell, Link, Sheet, Workbook

TITLE = "Records for the review team"
TEAM = (
    "For the review team only: not for publication. Every combination of the answers that could "
    "point to a person is shared by at least {k} replies. Words are left out, and so is every "
    "variable named on the sheet of what was left out."
)


def workbook(records: RecordSet) -> Workbook:
    """The whole workbook of the records of a release's wave."""
    title = f"{TITLE}: wave {records.facts.wave}, beside release {records.facts.release}"
    return Workbook(
        title=title,
        subject="Records",
        language=records.wording.language,
        created=records.facts.created,
        sheets=(
            _cover(title, records),
            _variables(records),
            _values(records),
            _dropped(records),
            *(_records(file, records) for file in records.files if file.count),
        ),
    )


def about(records: RecordSet) -> list[str]:
    """What must be read before the records are used."""
    return [
        *cover.warnings(records.facts),
        TEAM.format(k=records.k),
        "The order of the records says nothing. They are the replies that were opened when this "
        "file was made: there can be more of them than when the release was made.",
        *[f"{file.title}: {file.count} records." for file in records.files],
        *[
            f"{file.title}: replies were left out whole where fewer than {records.k} share their "
            f"answer to “{question}”."
            for file in records.files
            for question in file.rare
        ],
        *[f"“{label}”: {MEANINGS[number]}" for number, (_, label) in GAPS.items()],
        *[line for line in [cover.language_note(records.wording)] if line],
    ]


def described(records: RecordSet) -> dict[str, Any]:
    """What the records are and what their columns mean, as plain data."""
    facts = {k: v for k, v in dataclasses.asdict(records.facts).items() if k != "rules"}
    return {
        "format": "heard-records-1",
        "title": f"{TITLE}: wave {records.facts.wave}",
        **facts,
        "language": records.wording.language,
        "notes": about(records),
        "questionnaires": [
            {
                "key": file.questionnaire,
                "title": file.title,
                "version": file.version,
                "columns": [columns(column) for column in file.columns],
                "left_out": [dataclasses.asdict(drop) for drop in file.dropped],
            }
            for file in records.files
        ],
    }


def columns(column: RecordColumn) -> dict[str, Any]:
    """One column as plain data."""
    return {
        "name": column.name,
        "variable": column.variable,
        "option": column.option,
        "label": column.label,
        "asked": column.asked,
        "stage": column.stage,
        "levels": [{**dataclasses.asdict(x), "missing": x.missing} for x in column.levels],
    }


def _cover(title: str, records: RecordSet) -> Sheet:
    lines: list[str | Link] = [
        *about(records),
        f"{HEADING}What is in this file",
        Link("Variables: every column and its question", "Variables"),
        Link("Values: what each answer is called", "Values"),
        Link("Left out: variables that were dropped, and why", "Left_out"),
        *[Link(file.title, _name(file)) for file in records.files if file.count],
        f"Made with {records.facts.producer}.",
    ]
    return Sheet("Cover", title, lines, widths=(100,))


def _variables(records: RecordSet) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (file.title, c.name, c.label, c.asked, c.stage) for file in records.files
        for c in file.columns
    ]  # fmt: skip
    header = ("Questionnaire", "Column", "Question", "Asked of", "Stage")
    return Sheet(
        "Variables", "Variables", [ONE], header, rows, (24, 34, 80, 50, 8), rtl=_rtl(records)
    )


def _values(records: RecordSet) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (file.title, c.name, level.number, level.code, level.label)
        for file in records.files for c in file.columns for level in c.levels
    ]  # fmt: skip
    header = ("Questionnaire", "Column", "Number", "Code", "Answer")
    return Sheet(
        "Values", "Values", [ONE], header, rows, (24, 34, 10, 26, 60), frozenset({2}), _rtl(records)
    )


def _dropped(records: RecordSet) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (file.title, drop.variable, drop.why) for file in records.files for drop in file.dropped
    ]
    header = ("Questionnaire", "Variable", "Why it was left out")
    return Sheet("Left_out", "Left out", [ONE], header, rows, (24, 34, 90))


ONE = "This worksheet contains one table."


def _records(file: RecordFile, records: RecordSet) -> Sheet:
    rows: Iterator[tuple[Cell, ...]] = file.rows("label")
    return Sheet(
        _name(file),
        file.title,
        [f"{ONE} One reply a row. Where there is no answer, a cell says why."],
        tuple(column.name for column in file.columns),
        rows,
        (22,) * len(file.columns),
        rtl=_rtl(records),
        long=True,
    )


def _name(file: RecordFile) -> str:
    return f"Records_{file.questionnaire}"


def _rtl(records: RecordSet) -> bool:
    return records.wording.direction == "rtl"
