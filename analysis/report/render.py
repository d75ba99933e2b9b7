"""The review summary of a release: standalone HTML, and the same as a tagged PDF.

Both come from the release folder and nothing else; the same release gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from analysis.findings.summary import summarise
from analysis.release.read import read
from analysis.report import document
from analysis.report.page import page

STANDARD = "standard"


def html(release_folder: Path, out_file: Path) -> None:
    """Write the summary as one HTML file: no script, and nothing outside the file is asked for."""
    out_file.write_text(_page(release_folder), encoding="utf-8")


def pdf(release_folder: Path, out_file: Path) -> None:
    """Write the summary as PDF/UA-1 and PDF/A-2a.

    :raises analysis.report.system.MissingLibraryError: names the packages to install; the HTML
        report works without them.
    """
    document.write(_page(release_folder), out_file, identifier=_identifier(release_folder))


def _page(release_folder: Path) -> str:
    return page(summarise(read(release_folder)), edition=STANDARD)


def _identifier(release_folder: Path) -> str:
    """The release's checksums: another release, another document."""
    sums = (release_folder / "SHA256SUMS").read_text(encoding="utf-8")
    return f"heard review summary, {STANDARD} edition\n{sums}"
