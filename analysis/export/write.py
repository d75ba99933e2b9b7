"""The library call: a release in any format.

::

    from analysis.export.write import FORMATS, write

    paths = write(release_folder, "ods", target_folder)

Names of files begin with the release's id. The same release gives the same bytes in every format
where the lock file is the same. A format is one function; a new one is one entry more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.export import (
    codebook_page,
    cover,
    ddi,
    ods,
    package,
    parquet,
    plain_files,
    release_book,
    xlsx,
)
from analysis.export.cover import Imprint
from analysis.export.figures import COLUMNS, Figure, figures
from analysis.export.sheets import Workbook
from analysis.export.wording import ENGLISH, Wording
from analysis.release.model import Release
from analysis.release.read import SIGNATURE, read

ALL = "all"


class UnknownFormatError(ValueError):
    """There is no such format; the message names those there are."""


@dataclass(frozen=True)
class _Job:
    """A release on its way into files."""

    release: Release
    facts: Imprint
    wording: Wording
    folder: Path

    @cached_property
    def lines(self) -> list[Figure]:
        """Every figure, once."""
        return list(figures(self.release, self.wording))

    def file(self, ending: str) -> Path:
        """The path of a file of this release: its id, the language unless English, the ending."""
        return self.folder / file_name(self.facts.release, self.wording, ending)


def write(release_folder: Path, kind: str, target: Path, wording: Wording = ENGLISH) -> list[Path]:
    """Write a release into the folder ``target`` and return the files, in order.

    :param kind: one of :data:`FORMATS`, or ``all``.
    :param wording: the language of questions and answers; see :mod:`analysis.export.wording`.
    :raises UnknownFormatError: for another format.
    :raises analysis.release.read.ReleaseError: for a folder that is not a whole release.
    :raises analysis.report.system.MissingLibraryError: where this machine cannot make the PDF.
    """
    chosen = chosen_formats(kind, FORMATS)
    release = read(release_folder)
    signed = (release_folder / SIGNATURE).is_file()
    job = _Job(release, cover.imprint(release.document, signed=signed), wording, target)
    target.mkdir(parents=True, exist_ok=True)
    return [path for name in chosen for path in FORMATS[name](job)]


def chosen_formats(kind: str, known: Mapping[str, Any]) -> list[str]:
    """The formats that a word names: itself, or all that are known."""
    if kind == ALL:
        return list(known)
    if kind not in known:
        raise UnknownFormatError(f"There is no format {kind}. Formats: {', '.join(known)}, all.")
    return [kind]


def file_name(start: str, wording: Wording, ending: str) -> str:
    """The name of a file: its start, the language unless it is English, the ending."""
    return f"{start}{'' if wording.english else f'-{wording.language}'}{ending}"


def _csv(job: _Job) -> list[Path]:
    plain_files.write_csv(job.lines, path := job.file(".csv"))
    return [path]


def _ods(job: _Job) -> list[Path]:
    ods.write(_workbook(job), path := job.file(".ods"))
    return [path]


def _xlsx(job: _Job) -> list[Path]:
    xlsx.write(_workbook(job), path := job.file(".xlsx"))
    return [path]


def _workbook(job: _Job) -> Workbook:
    return release_book.workbook(job.release, job.facts, job.wording)


def _json(job: _Job) -> list[Path]:
    plain_files.write_json(
        {**_about(job.facts, job.wording), "tables": list(_tables(job.lines))},
        path := job.file(".json"),
    )
    return [path]


TABLE = [c.name for c in COLUMNS[:12]] + ["issued_in", "issued_on"]
"""What a figure says of its table; the rest it says of its row."""


def _tables(lines: list[Figure]) -> Iterator[dict[str, Any]]:
    for _, rows in groupby(lines, lambda figure: figure.table):
        data = [dataclasses.asdict(row) for row in rows]
        yield {
            **{name: data[0][name] for name in TABLE},
            "rows": [{k: v for k, v in row.items() if k not in TABLE} for row in data],
        }


def _about(facts: Imprint, wording: Wording) -> dict[str, Any]:
    return {
        "format": "heard-tables-1",
        "title": cover.TITLE,
        **{k: v for k, v in dataclasses.asdict(facts).items() if k != "rules"},
        "language": wording.language,
        "warnings": cover.warnings(facts),
        "notes": [*cover.notes(facts), *filter(None, [cover.language_note(wording)])],
        "columns": [dataclasses.asdict(column) for column in COLUMNS],
    }


def _parquet(job: _Job) -> list[Path]:
    parquet.write_figures(job.lines, _about(job.facts, job.wording), path := job.file(".parquet"))
    return [path]


def _ddi(job: _Job) -> list[Path]:
    ddi.write(ddi.of_release(job.release, job.facts, job.wording), path := job.file("-ddi.xml"))
    return [path]


def _package(job: _Job) -> list[Path]:
    path = job.file("-datapackage.zip")
    package.write_figures(job.lines, job.facts, job.wording, path)
    return [path]


def _codebook(job: _Job) -> list[Path]:
    path = job.file("-codebook.html")
    codebook_page.write_html(job.release.codebook, job.facts, job.wording, path)
    return [path]


def _codebook_pdf(job: _Job) -> list[Path]:
    path = job.file("-codebook.pdf")
    codebook_page.write_pdf(job.release.codebook, job.facts, job.wording, path)
    return [path]


FORMATS: dict[str, Callable[[_Job], list[Path]]] = {
    "csv": _csv,
    "ods": _ods,
    "xlsx": _xlsx,
    "json": _json,
    "parquet": _parquet,
    "ddi": _ddi,
    "datapackage": _package,
    "codebook": _codebook,
    "codebook-pdf": _codebook_pdf,
}
"""Format of a release -> what writes it."""
