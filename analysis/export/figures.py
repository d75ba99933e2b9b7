"""A release as figures: one for each row of each table. Every format is written from these."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from analysis.export.wording import Wording
from analysis.release.model import Cell, PublishedTable, Release

Value = str | int | bool | None
FAVOURABLE = "favourable"
"""The code of the line with everybody who answered favourably."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the figures: ``type`` is string, integer, boolean or date."""

    name: str
    type: str
    title: str
    about: str


COLUMNS = (
    Column("table", "string", "Table", "Name of the table, the same in every release"),
    Column("table_kind", "string", "Kind", "replies, single, multi or split"),
    Column("about", "string", "About", "answers, concerns or replies"),
    Column("questionnaire", "string", "Questionnaire", "parent, carer, staff or families"),
    Column("variable", "string", "Variable", "The variable of the codebook"),
    Column("stage", "string", "Stage", "Stage of the journey, S0 to S6"),
    Column("split", "string", "Split", "unit, when or reported; empty when it is not split"),
    Column("title", "string", "Title", "What the table shows"),
    Column("question", "string", "Question", "The question as it was asked"),
    Column("asked", "string", "Asked of", "Whom the question was asked of; empty: everybody"),
    Column("table_status", "string", "Status of the table", "published or withheld"),
    Column("table_base", "integer", "Base of the table", "People with a valid answer, rounded"),
    Column("code", "string", "Code", "Code of the answer, the same in every language"),
    Column("label", "string", "Answer", "The answer in words"),
    Column("status", "string", "Status", "shown, suppressed (not zero) or not_enough"),
    Column("count", "integer", "Count", "People, rounded; empty when it is not shown"),
    Column("base", "integer", "Base", "People that the percentage is of, rounded"),
    Column("percent", "integer", "Percent", "Whole percentage, from the rounded figures"),
    Column("flag", "string", "Flag", "under_100: few replies; under_30: no percentage"),
    Column("missing", "boolean", "Missing", "An answer outside the base, such as I do not know"),
    Column("favourable", "boolean", "Favourable", "Counted as a good experience"),
    Column("estimate_share", "integer", "Corrected percent", "Corrected for errors of coding"),
    Column("estimate_low", "integer", "Lowest", "Lower end of the range of coding error"),
    Column("estimate_high", "integer", "Highest", "Upper end of the range of coding error"),
    Column("issued_in", "string", "Issued in", "The release in which the table was issued"),
    Column("issued_on", "date", "Issued on", "The day of that release"),
)  # fmt: skip
"""What each figure says, in the order of the files."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of one table; :data:`COLUMNS` says what each field is."""

    table: str
    table_kind: str
    about: str
    questionnaire: str
    variable: str
    stage: str
    split: str
    title: str
    question: str
    asked: str
    table_status: str
    table_base: int | None
    code: str
    label: str
    status: str
    count: int | None
    base: int | None
    percent: int | None
    flag: str
    missing: bool
    favourable: bool
    estimate_share: int | None
    estimate_low: int | None
    estimate_high: int | None
    issued_in: str
    issued_on: str

    def values(self) -> tuple[Value, ...]:
        """The fields in the order of :data:`COLUMNS`."""
        return tuple(getattr(self, name) for name in NAMES)


NAMES = tuple(field.name for field in fields(Figure))


def figures(release: Release, wording: Wording) -> Iterator[Figure]:
    """Every figure of a release, table by table; the favourable share closes a table."""
    for table in release:
        for cell in cells(table):
            yield _figure(table, cell, wording)


def cells(table: PublishedTable) -> tuple[Cell, ...]:
    """The rows of a table, with the favourable share last where there is one."""
    return (*table.rows, table.favourable) if table.favourable else table.rows


def _figure(table: PublishedTable, cell: Cell, wording: Wording) -> Figure:
    place = (table.questionnaire, table.variable)
    estimate = cell.estimate or {}
    return Figure(
        table=table.key,
        table_kind=table.kind,
        about=table.about,
        questionnaire=table.questionnaire,
        variable=table.variable,
        stage=table.stage,
        split=table.split,
        title=plain(wording.say(table.title, *place)),
        question=plain(wording.say(table.question, *place)),
        asked=plain(table.asked),
        table_status=table.status,
        table_base=table.base,
        code=cell.code,
        label=plain(wording.say(cell.label, *place, cell.code)),
        status=cell.status,
        count=cell.count,
        base=cell.base,
        percent=cell.percent,
        flag=cell.flag,
        missing=cell.missing,
        favourable=cell.favourable,
        estimate_share=estimate.get("share"),
        estimate_low=estimate.get("low"),
        estimate_high=estimate.get("high"),
        issued_in=table.issued_in,
        issued_on=table.issued_on,
    )


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text in one line that every format can hold: no control sign, nothing half a character."""
    signs = (" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign
             for sign in unicodedata.normalize("NFC", text))  # fmt: skip
    kept = "".join(sign for sign in signs if sign not in "\ufffe\uffff\ufeff")
    return kept.strip(" ")
