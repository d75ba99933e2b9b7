"""One table for every closed question of every questionnaire, and for families together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.codebook import Variable
from analysis.dataset import Dataset, Record
from analysis.statistics.counts import answered, one_way
from analysis.statistics.model import Kind, Row, Table

FAMILIES = ("parent", "carer")
"""The questionnaires whose answers together speak for families."""


def replies(dataset: Dataset) -> Table:
    """How many replies each questionnaire had."""
    books = dataset.codebook.questionnaires
    rows = tuple(Row(key, book.title, len(dataset.of(key))) for key, book in books.items())
    return Table(
        key="replies",
        title="Replies by questionnaire",
        question="",
        questionnaire="",
        variable="",
        kind=Kind.REPLIES,
        base=sum(row.count for row in rows),
        rows=rows,
        about="replies",
    )


def closed_tables(dataset: Dataset) -> list[Table]:
    """A table for every closed question of every questionnaire, in the order of asking."""
    by_questionnaire = {key: dataset.of(key) for key in dataset.codebook.questionnaires}
    return [
        closed_table(variable, by_questionnaire[variable.questionnaire])
        for variable in dataset.codebook
        if variable.closed
    ]


def closed_table(variable: Variable, records: Iterable[Record]) -> Table:
    """Count one closed question over the given records (people)."""
    records = tuple(records)
    counts = one_way(records, variable)
    rows = tuple(
        Row(
            option.code,
            option.label,
            counts[option.code],
            missing=option.code in variable.missing,
            favourable=option.code in variable.favourable,
        )
        for option in variable.options
    )
    valid = [row for row in rows if not row.missing]
    base = answered(records, variable) if variable.several else sum(r.count for r in valid)
    good = {option.code for option in variable.valid()} & variable.favourable
    graded = bool(good) and len(good) < len(variable.valid()) and not variable.several
    return Table(
        key=variable.key,
        title=variable.label,
        question=variable.label,
        questionnaire=variable.questionnaire,
        variable=variable.code,
        kind=Kind.MULTI if variable.several else Kind.SINGLE,
        base=base,
        rows=rows,
        stage=variable.stage,
        mirror=variable.mirror,
        scale=variable.scale,
        asked=variable.asked,
        favourable=sum(r.count for r in valid if r.favourable) if graded else None,
    )


def family_tables(tables: Iterable[Table]) -> list[Table]:
    """Parents and carers together, for every graded question that both were asked."""
    by_key = {table.key: table for table in tables}
    found = []
    for table in by_key.values():
        other = by_key.get(f"carer.{table.variable}")
        if table.questionnaire == "parent" and other and _same_scale(table, other):
            found.append(_together(table, other))
    return found


def _same_scale(one: Table, other: Table) -> bool:
    codes = [[(r.code, r.missing, r.favourable) for r in t.rows] for t in (one, other)]
    return one.favourable is not None and codes[0] == codes[1]


def _together(one: Table, other: Table) -> Table:
    rows = tuple(
        replace(a, count=a.count + b.count) for a, b in zip(one.rows, other.rows, strict=True)
    )
    return replace(
        one,
        key=f"families.{one.variable}",
        questionnaire="families",
        base=one.base + other.base,
        rows=rows,
        favourable=(one.favourable or 0) + (other.favourable or 0),
        parts=(one.key, other.key),
    )


def by_key(tables: Iterable[Table]) -> Mapping[str, Table]:
    """The tables by key."""
    return {table.key: table for table in tables}
