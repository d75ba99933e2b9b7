"""The annex: every released table, gathered by question, so that any figure can be traced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.findings.figures import Figure, State, figure_of
from analysis.findings.reader import Reader
from analysis.findings.wording import NAMES, thousands
from analysis.release.model import Cell, PublishedTable

ORDER = ("families", "parent", "carer", "staff")
WIDE = 4
"""Categories from which a grid becomes compact."""
GRIDS = {
    "when": "Favourable answers of families, by how long ago it was",
    "reported": "Trust of families, by whether it was reported",
    "unit": "Favourable answers of families, by command unit",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of the annex: a figure, and the count behind it where there is one."""

    figure: Figure
    count: str = ""

    @property
    def hidden(self) -> bool:
        """True when nothing is printed in the cell but the reason."""
        return not self.figure.shown and not self.count


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the annex. ``keys`` are the released tables (and file names) behind it.

    ``earlier`` names the releases that a table is carried over from. A ``compact`` sheet prints
    percentages alone, for grids that would not fit a page otherwise, and ``heads`` says what
    its short column heads stand for.
    """

    anchor: str
    title: str
    asked: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Entry, ...]], ...]
    keys: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    compact: bool = False
    heads: tuple[tuple[str, str], ...] = ()


def anchor(name: str) -> str:
    """A table's or question's name as an identifier."""
    return name.replace(".", "-").replace("_", "-")


def questions(reader: Reader) -> Iterator[Sheet]:
    """The tables of every closed question, audiences side by side."""
    groups: dict[str, list[PublishedTable]] = {}
    for table in reader.release:
        if table.about == "answers" and not table.split:
            groups.setdefault(question_of(table), []).append(table)
    for name, tables in groups.items():
        yield _question(reader, name, sorted(tables, key=_place))


def question_of(table: PublishedTable) -> str:
    """The question that a table answers: families share theirs, but for who they are."""
    shared = table.questionnaire != "staff" and table.variable != "relationship"
    return f"{'families' if shared else table.questionnaire}.{table.variable}"


def written(reader: Reader) -> Iterator[Sheet]:
    """What people wrote about: by audience, and by open question of each audience."""
    coded = [t for t in reader.release if t.about == "concerns" and not t.split]
    whole = sorted((t for t in coded if not t.variable), key=_place)
    if whole:
        title = "What people wrote about, by who wrote"
        yield _grid(reader, "concerns", title, whole, lambda t: NAMES[t.questionnaire])
    for who in ORDER:
        asked = [t for t in coded if t.variable and t.questionnaire == who and t.published]
        if asked:
            title = f"What {NAMES[who].lower()} wrote about, by open question"
            yield _grid(reader, f"concerns-{who}", title, asked, lambda t: t.question)


def splits(reader: Reader) -> Iterator[Sheet]:
    """Splits by how long ago, by whether it was reported, and by command unit: a grid each."""
    for split, title in GRIDS.items():
        tables = [t for t in reader.release if t.split == split and t.about == "answers"]
        if tables:
            yield _split(reader, f"by-{split}", title, tables)
    coded = [t for t in reader.release if t.split == "unit" and t.about == "concerns"]
    if coded:
        yield _split(
            reader, "concerns-by-unit", "What families wrote about, by command unit", coded
        )


def _place(table: PublishedTable) -> int:
    return ORDER.index(table.questionnaire)


def _question(reader: Reader, name: str, tables: Sequence[PublishedTable]) -> Sheet:
    labels: dict[str, str] = {}
    for table in tables:
        for cell in sorted(table.rows, key=lambda cell: cell.missing):
            labels.setdefault(cell.code, cell.label)
    rows = [
        (label, tuple(_entry(table.row(code), table) for table in tables))
        for code, label in labels.items()
    ]
    if any(table.favourable for table in tables):
        rows.append(("Favourable answers", tuple(_entry(t.favourable, t) for t in tables)))
    return Sheet(
        anchor(name),
        tables[0].question,
        tables[0].asked,
        tuple(NAMES[table.questionnaire] for table in tables),
        (*rows, _bases(tables)),
        tuple(table.key for table in tables),
        _earlier(reader, tables),
    )


def _grid(
    reader: Reader,
    name: str,
    title: str,
    tables: Sequence[PublishedTable],
    head: Callable[[PublishedTable], str],
) -> Sheet:
    labels = {cell.code: cell.label for table in tables for cell in table.rows}
    rows = [
        (label, tuple(_entry(table.row(code), table) for table in tables))
        for code, label in labels.items()
    ]
    return Sheet(
        name,
        title,
        "",
        tuple(head(table) for table in tables),
        (*rows, _bases(tables)),
        tuple(table.key for table in tables),
        _earlier(reader, tables),
    )


def _split(reader: Reader, name: str, title: str, tables: Sequence[PublishedTable]) -> Sheet:
    categories = {cell.code: cell.label for table in tables for cell in table.rows}
    compact = len(categories) > WIDE
    heads = [_short(code, name) for code, name in categories.items()]
    rows = tuple(
        (_subject(table), tuple(_entry(table.row(code), table) for code in categories))
        for table in tables
    )
    return Sheet(
        name,
        title,
        "",
        tuple(heads if compact else categories.values()),
        rows,
        tuple(table.key for table in tables),
        _earlier(reader, tables),
        compact,
        tuple((_short(*pair), pair[1]) for pair in categories.items()) if compact else (),
    )


def _short(code: str, label: str) -> str:
    """A column head that fits a wide grid: a unit's code, else its name."""
    return code if code.isupper() else label


def _subject(table: PublishedTable) -> str:
    """What a row of a grid is about: the question, or the concern's label."""
    return table.question or table.title.partition(" (by ")[0]


def _entry(cell: Cell | None, table: PublishedTable) -> Entry:
    count = cell.count if cell else None
    return Entry(figure_of(cell, table.key), "" if count is None else thousands(count))


def _bases(tables: Sequence[PublishedTable]) -> tuple[str, tuple[Entry, ...]]:
    entries = [
        Entry(
            Figure(State.SUPPRESSED, table=table.key),
            "" if table.base is None else thousands(table.base),
        )
        for table in tables
    ]
    return "Replies counted", tuple(entries)


def _earlier(reader: Reader, tables: Iterable[PublishedTable]) -> tuple[str, ...]:
    issued = {table.issued_in for table in tables if table.issued_in != reader.release.id}
    return tuple(sorted(issued))
