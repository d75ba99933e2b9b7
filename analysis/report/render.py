"""The review summary of a release: standalone HTML, and the same as a tagged PDF.

Both come from the release folder and nothing else; the same release gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from analysis.findings.summary import summarise
from analysis.release.read import read
from analysis.report import document
from analysis.report.page import STANDARD, page


def html(release_folder: Path, out_file: Path, *, edition: str = STANDARD) -> None:
    """Write the summary as one HTML file: no script, and nothing outside the file is asked for.

    :param edition: one of :data:`analysis.report.page.EDITIONS`; large print differs on paper.
    """
    out_file.write_text(_page(release_folder, edition), encoding="utf-8")


def pdf(release_folder: Path, out_file: Path, *, edition: str = STANDARD) -> None:
    """Write the summary as PDF/UA-1 and PDF/A-2a.

    :raises analysis.report.system.MissingLibraryError: names the packages to install; the HTML
        report works without them.
    """
    html = _page(release_folder, edition, paper=True)
    document.write(html, out_file, identifier=_identifier(release_folder, edition))


def _page(release_folder: Path, edition: str, *, paper: bool = False) -> str:
    return page(summarise(read(release_folder)), edition=edition, paper=paper)


def _identifier(release_folder: Path, edition: str) -> str:
    """The release's checksums and the edition: another release, another document."""
    sums = (release_folder / "SHA256SUMS").read_text(encoding="utf-8")
    return f"heard review summary, {edition} edition\n{sums}"
