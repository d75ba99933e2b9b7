"""WeasyPrint, made quick enough for long reports: less work, the same pages.

Measured on a summary of 51 pages (docs/reports.md). Left as it comes, WeasyPrint works out
styles for footnotes of every element, though no report has one; it does so for every line of every
chart, too; and Python's collector goes through the millions of objects again and again.
"""

from __future__ import annotations

import base64
import functools
import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

CHART = re.compile(
    r'<svg (?P<head>[^>]*class="chart"[^>]*)><title[^>]*>(?P<title>[^<]*)</title>'
    r"<desc[^>]*>(?P<words>[^<]*)</desc>(?P<shapes>.*?)</svg>",
    re.DOTALL,
)
NOTES = ("::footnote-", "::note-")


class OutsideError(Exception):
    """A report asked for something outside itself, and was not made."""


def make(html: str, identifier: bytes, finisher: Callable[[Any, Any], None]) -> bytes:
    """A tagged PDF of ``html``; ``identifier`` (16 bytes) names the document for good.

    :raises OutsideError: when it asks for anything but data: addresses.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    # No report phones home: anything but data: stops it.
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    try:
        with _swept_once():
            document = _plain()(string=pictured(html), base_url="data:,", url_fetcher=fetcher)
            pdf: bytes = document.write_pdf(
                pdf_variant="pdf/ua-1",
                pdf_identifier=identifier,
                finisher=finisher,
                font_config=_fonts(),
            )
    except FatalURLFetchingError as error:
        raise OutsideError(str(error)) from None
    return pdf


def pictured(html: str) -> str:
    """The page with each chart as a picture whose alternative is the chart in words.

    The lettering of a picture stays lettering in the PDF. But its shapes are no longer elements of
    the page, each of which would be parsed, matched with every rule, and given styles.
    """
    return CHART.sub(_picture, html)


def _picture(chart: re.Match[str]) -> str:
    svg = f"<svg {chart['head']}>{chart['shapes']}</svg>".encode()
    content = base64.b64encode(svg).decode("ascii")
    words = f"Chart. {chart['title']} {chart['words']}"
    return f'<img class="chart" alt="{words}" src="data:image/svg+xml;base64,{content}">'


@functools.cache
def _plain() -> Any:
    """WeasyPrint's HTML with its own style sheet, less the notes that no report has.

    ``_ua_stylesheets`` is WeasyPrint's hook, not a public one: a test says when it is gone.
    """
    import weasyprint

    text = files("weasyprint.css").joinpath("html5_ua.css").read_text(encoding="utf-8")
    rules = [line for line in text.splitlines() if not line.startswith(NOTES)]
    lists = [f"li{line}" if line.startswith("::marker") else line for line in rules]
    sheet = weasyprint.CSS(string="\n".join(lists))

    class Plain(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [sheet]

    return Plain


@functools.cache
def _fonts() -> Any:
    """One font configuration for every document of this process."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@contextmanager
def _swept_once() -> Iterator[None]:
    """Let the collector rest while a document is made, then sweep once."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
        gc.collect()
