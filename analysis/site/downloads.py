"""Every edition of a release: what it is, for whom, its file when there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.release.model import Release
from analysis.site.model import Bundle

READING, DATA = "reading", "data"
UNIT = "unit-"
EDITIONS = (
    ("summary.pdf", READING, "Review summary, tagged PDF (PDF/UA)", "For print and screen readers"),
    ("summary-tables.pdf", READING, "Every table of the summary, tagged PDF", "For printing"),
    ("summary-large.pdf", READING, "Review summary, large print, tagged PDF", "18 point and more"),
    ("easy-read.pdf", READING, "Easy Read, draft, tagged PDF", "Short sentences and pictures"),
    ("oversight.pdf", READING, "Two pages for the oversight group, tagged PDF", ""),
    ("scrutiny.pdf", READING, "Pack for a scrutiny session, tagged PDF", ""),
)  # fmt: skip
"""File name -> kind, what it is, what it is for."""
KINDS = (
    ("-datapackage.zip", "Every table as a Frictionless data package (zip)"),
    ("-ddi.xml", "Description of the questionnaires and tables (DDI-Codebook 2.5, XML)"),
    (".csv", "Every table in one file (CSV)"),
    (".ods", "Every table as a spreadsheet (ODS, opens in LibreOffice and Excel)"),
    (".xlsx", "Every table as an Excel workbook"),
)
"""How the name of an export ends -> what it is."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its address from the release's page, and what it is. ``bytes`` is its size."""

    href: str
    kind: str
    title: str
    note: str
    bytes: int


def of(bundle: Bundle, release: Release) -> list[Download]:
    """The files of a release that are there, editions for reading first."""
    return [*_known(bundle.files), *_others(bundle.files), *_own(bundle, release)]


def _known(files: Mapping[str, Path]) -> Iterator[Download]:
    for name, kind, title, note in EDITIONS:
        if name in files:
            yield Download(f"files/{name}", kind, title, note, files[name].stat().st_size)


def _others(files: Mapping[str, Path]) -> Iterator[Download]:
    known = {name for name, *_ in EDITIONS}
    for name, path in sorted(files.items()):
        if name in known:
            continue
        unit = name.removeprefix(UNIT).removesuffix(".pdf")
        title = next((what for ending, what in KINDS if name.endswith(ending)), name)
        if name.startswith(UNIT):
            title = f"Command unit {unit}, tagged PDF"
        kind = READING if path.suffix == ".pdf" else DATA
        yield Download(f"files/{name}", kind, title, "", path.stat().st_size)


def _own(bundle: Bundle, release: Release) -> Iterator[Download]:
    for name, title, note in (
        ("release.json", "The whole release, JSON", "Every table, every version and rule"),
        ("codebook.json", "The codebook of the questionnaires, JSON", ""),
        ("SHA256SUMS", "Checksums of every file", "Check with: sha256sum -c SHA256SUMS"),
        ("signature.json", "The signature over the checksums (Ed25519)", ""),
    ):
        path = bundle.folder / name
        if path.exists():
            yield Download(f"bundle/{name}", DATA, title, note, path.stat().st_size)
    yield Download(
        "tables/index.html", DATA, f"{len(release.tables)} tables, each as a page and as CSV", "", 0
    )
