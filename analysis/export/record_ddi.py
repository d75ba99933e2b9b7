"""Records as a DDI study: every column of every file, its values, and how often each occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.export import record_book
from analysis.export.ddi import Category, File, Study, Variable
from analysis.export.recordset import RecordColumn, RecordFile, RecordSet


def of_records(records: RecordSet) -> Study:
    """Records: every column of every file, its values, and how often each occurs."""
    facts = records.facts
    files = [file for file in records.files if file.count]
    return Study(
        title=f"{record_book.TITLE}: wave {facts.wave}",
        id=f"{facts.release}-records",
        facts=facts,
        wording=records.wording,
        about=tuple(record_book.about(records)),
        restriction=record_book.TEAM.format(k=records.k),
        universe="Whoever chose to answer about reporting a child missing",
        groups={file.questionnaire: file.title for file in files},
        files=tuple(
            File(
                f"F.{file.questionnaire}", f"{facts.release}-records-{file.questionnaire}",
                file.title, file.count, len(file.columns),
            )
            for file in files
        ),
        variables=tuple(v for file in files for v in _columns(file)),
    )  # fmt: skip


def _columns(file: RecordFile) -> Iterator[Variable]:
    for column, values in zip(file.columns, file.data, strict=True):
        yield _column(file, column, Counter(values))


def _column(file: RecordFile, column: RecordColumn, counts: Counter[int]) -> Variable:
    return Variable(
        id=f"{file.questionnaire}.{column.name}",
        name=column.name,
        label=column.label,
        group=file.questionnaire,
        question=column.question,
        lead=column.lead,
        hint=column.hint,
        asked=column.asked,
        stage=column.stage,
        file=f"F.{file.questionnaire}",
        numeric=True,
        categories=tuple(
            Category(str(x.number), x.label, x.missing, counts[x.number], x.code)
            for x in column.levels
        ),
    )
