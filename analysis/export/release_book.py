"""A release as a spreadsheet: cover, contents, notes, and one table a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from analysis.export import cover
from analysis.export.cover import NOT_APPLICABLE, NOT_ENOUGH, SUPPRESSED, UNRELIABLE, Imprint
from analysis.export.figures import Figure, figures, plain
from analysis.export.sheets import HEADING, Cell, Link, Sheet, Workbook
from analysis.export.wording import Wording
from analysis.release.model import Release

WHO = {
    "parent": "Parents and relatives",
    "carer": "Carers",
    "staff": "Staff",
    "families": "Families: parents, relatives and carers together",
    "": "Everybody",
}
FLAGS = {"under_100": "few replies", "under_30": "very few replies", "": ""}
HEADER = ("Answer", "Count", "Base", "Percent", "Remarks", "Code")
ESTIMATE = ("Corrected percent", "Lowest", "Highest")
WIDTHS = (60, 10, 10, 10, 26, 26)


def workbook(release: Release, facts: Imprint, wording: Wording) -> Workbook:
    """The whole workbook of a release."""
    tables = [list(rows) for _, rows in groupby(figures(release, wording), lambda f: f.table)]
    pages = [_table(number, rows, wording) for number, rows in enumerate(tables, start=1)]
    title = f"{cover.TITLE}: tables of release {facts.release}"
    return Workbook(
        title=title,
        subject="Official tables" if facts.signed and not facts.demo else "Tables",
        language=wording.language,
        created=facts.created,
        sheets=(
            _cover(title, facts, wording, len(tables)),
            _contents(tables),
            _notes(release, facts, wording),
            *pages,
        ),
    )


def _cover(title: str, facts: Imprint, wording: Wording, count: int) -> Sheet:
    who = [f"Published by: {facts.publisher}"]
    if facts.contact:
        who.append(f"Contact: {facts.contact}")
    lines: list[str | Link] = [
        *cover.warnings(facts),
        f"Release {facts.release} of {facts.day}. Wave: {facts.wave}.",
        f"About reporting a child missing to {facts.force or 'the police'}.",
        *who,
        f"{HEADING}What is in this file",
        f"{count} tables, one on each worksheet. A list of them, and notes on how to read them, "
        "come first.",
        Link("Contents: a list of all tables", "Contents"),
        Link("Notes: how to read the figures, and what the signs in brackets mean", "Notes"),
        f"{HEADING}Before you use a figure",
        *cover.notes(facts),
        cover.language_note(wording),
        f"Made with {facts.producer} from the release and nothing else.",
    ]
    return Sheet("Cover", title, [line for line in lines if line], widths=(100,))


def _contents(tables: list[list[Figure]]) -> Sheet:
    rows: Iterator[tuple[Cell, ...]] = (
        (
            Link(f"Table {number}", f"Table_{number}"),
            rows[0].title,
            _who(rows[0]),
            rows[0].table_status,
            rows[0].table,
        )
        for number, rows in enumerate(tables, start=1)
    )
    return Sheet(
        "Contents",
        "Contents",
        ["This worksheet contains one table: a list of all tables of this file."],
        ("Worksheet", "Title", "Answered by", "Status", "Name of the table"),
        tuple(rows),
        (12, 75, 34, 14, 40),
    )


def _notes(release: Release, facts: Imprint, wording: Wording) -> Sheet:
    kept = [*cover.notes(facts), cover.language_note(wording)]
    kept += [
        f"Correction of {change['date']}: {change['what']} {change['why']}"
        for change in release["changes"]
    ]
    rows = [*cover.shorthand(facts)]
    rows += [(f"Note {n}", plain(words)) for n, words in enumerate(filter(None, kept), start=1)]
    return Sheet(
        "Notes",
        "Notes",
        ["This worksheet contains one table: the signs in brackets, then notes on all tables."],
        ("Sign or note", "Meaning"),
        tuple(rows),
        (16, 110),
    )


def _table(number: int, rows: list[Figure], wording: Wording) -> Sheet:
    first = rows[0]
    estimated = any(figure.estimate_share is not None for figure in rows)
    lines: list[str | Link] = [
        "This worksheet contains one table. Signs in square brackets are explained in the notes.",
        f"Answered by: {_who(first)}. {_asked(first)}".strip(),
    ]
    if first.question not in ("", first.title):
        lines.append(f"Question: {first.question}")
    if first.table_status == "withheld":
        lines.append(
            "Withheld: there are too few replies to say anything without exposing somebody."
        )
    lines.append(f"Issued in release {first.issued_in}, {first.issued_on}. Table: {first.table}")
    lines.append(Link("Back to the contents", "Contents"))
    return Sheet(
        f"Table_{number}",
        f"Table {number}: {first.title}",
        lines,
        (*HEADER[:4], *(ESTIMATE if estimated else ()), *HEADER[4:]),
        tuple(_row(figure, estimated) for figure in rows),
        (*WIDTHS[:4], *((12, 10, 10) if estimated else ()), *WIDTHS[4:]),
        figures=frozenset(range(1, 7 if estimated else 4)),
        rtl=wording.direction == "rtl",
    )


def _who(figure: Figure) -> str:
    return WHO.get(figure.questionnaire, figure.questionnaire)


def _asked(figure: Figure) -> str:
    return f"{figure.asked}." if figure.asked and not figure.asked.endswith(".") else figure.asked


def _row(figure: Figure, estimated: bool) -> tuple[Cell, ...]:
    corrected: tuple[Cell, ...] = ()
    if estimated:
        shares = (figure.estimate_share, figure.estimate_low, figure.estimate_high)
        corrected = tuple(NOT_APPLICABLE if share is None else share for share in shares)
    return (
        figure.label,
        *numbers(figure),
        *corrected,
        remarks(figure),
        figure.code,
    )


def numbers(figure: Figure) -> tuple[int | str, int | str, int | str]:
    """Count, base and percent as a spreadsheet shows them: a number, or a sign for why not."""
    if figure.status != "shown":
        sign = SUPPRESSED if figure.status == "suppressed" else NOT_ENOUGH
        return sign, sign, sign
    assert figure.count is not None
    if figure.base is None:
        return figure.count, NOT_APPLICABLE, NOT_APPLICABLE
    percent = UNRELIABLE if figure.percent is None else figure.percent
    return figure.count, figure.base, percent


def remarks(figure: Figure) -> str:
    """What to know of one row, in words; empty for most."""
    said = [FLAGS.get(figure.flag, figure.flag)]
    if figure.missing:
        said.append("outside the base")
    elif figure.favourable and figure.code != "favourable":
        said.append("favourable")
    return "; ".join(filter(None, said))
