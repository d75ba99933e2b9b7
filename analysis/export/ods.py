"""Writes a workbook as OpenDocument spreadsheet (ISO/IEC 26300, version 1.3).

Own and small, because no kept library manages: odfpy builds the whole tree in memory (134 MB for
1,000 rows), and nothing else writes ODS row by row. Text is only ever written as text, so no cell
can become a formula, and nothing says who wrote the file, when, or on which machine.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from analysis.export.archive import member
from analysis.export.sheets import (
    AT_ONCE,
    HEADING,
    LINE_POINTS,
    Cell,
    Link,
    Sheet,
    Workbook,
    column_letters,
    lines_of,
)

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
VERSION = 'office:version="1.3"'
PAGE = (
    '<office:automatic-styles><style:page-layout style:name="page">'
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" '
    'style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Default" '
    'style:page-layout-name="page"/></office:master-styles>'
)
"""Printed on A4, landscape, as wide as the page."""
MOST_LINES = 12
CENTIMETRES = 0.22
"""Of one character at 12 points."""


def write(workbook: Workbook, target: Path) -> None:
    """Write the file; the same workbook gives the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        archive.writestr(member("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        archive.writestr(member("META-INF/manifest.xml"), _manifest())
        archive.writestr(member("meta.xml"), _meta(workbook))
        archive.writestr(member("styles.xml"), _styles(workbook.language))
        with archive.open(member("content.xml"), "w", force_zip64=True) as out:
            for part in _content(workbook):
                out.write(part.encode())


def _manifest() -> str:
    files = [("/", MIMETYPE), *((f"{n}.xml", "text/xml") for n in ("content", "meta", "styles"))]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in files
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    )


def _meta(workbook: Workbook) -> str:
    return (
        f"{HEAD}<office:document-meta {SPACES} {VERSION}><office:meta>"
        "<meta:generator>Heard</meta:generator>"
        f"<dc:title>{escape(workbook.title)}</dc:title>"
        f"<dc:subject>{escape(workbook.subject)}</dc:subject>"
        f"<dc:language>{escape(workbook.language)}</dc:language>"
        f"<meta:creation-date>{workbook.created}T00:00:00</meta:creation-date>"
        "</office:meta></office:document-meta>"
    )


def _styles(language: str) -> str:
    code = quoteattr(language.partition("-")[0])
    return (
        f"{HEAD}<office:document-styles {SPACES} {VERSION}><office:styles>"
        '<style:default-style style:family="table-cell">'
        f'<style:text-properties fo:font-family="Arial" fo:font-size="12pt" fo:language={code}/>'
        "</style:default-style>"
        '<style:style style:name="Default" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
        "</style:style>"
        '<style:style style:name="Line" style:family="table-cell" '
        'style:parent-style-name="Default">'
        '<style:table-cell-properties fo:wrap-option="no-wrap"/></style:style>'
        '<style:style style:name="Sign" style:family="table-cell" '
        'style:parent-style-name="Default"><style:paragraph-properties fo:text-align="end"/>'
        "</style:style>"
        f"{_bold('Title', 16)}{_bold('Subtitle', 14)}{_bold('Header', 12)}"
        f"{_bold('Figure', 12)}"
        f"</office:styles>{PAGE}</office:document-styles>"
    )


def _bold(name: str, points: int) -> str:
    head = name in ("Header", "Figure")
    line = ' fo:border-bottom="1pt solid #000000" fo:padding="0.06cm"' if head else ""
    wrap = "wrap" if head else "no-wrap"
    end = '<style:paragraph-properties fo:text-align="end"/>' if name == "Figure" else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" '
        'style:parent-style-name="Default">'
        f'<style:table-cell-properties fo:wrap-option="{wrap}"{line}/>{end}'
        f'<style:text-properties fo:font-size="{points}pt" fo:font-weight="bold"/></style:style>'
    )


def _content(workbook: Workbook) -> Iterator[str]:
    yield f"{HEAD}<office:document-content {SPACES} {VERSION}>"
    yield _column_styles(workbook.sheets)
    yield "<office:body><office:spreadsheet>"
    for sheet in workbook.sheets:
        yield from _sheet(sheet)
    yield f"{_ranges(workbook.sheets)}</office:spreadsheet></office:body></office:document-content>"


def _column_styles(sheets: Sequence[Sheet]) -> str:
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/>'
        "</style:style>"
        for width in widths
    )
    tables = "".join(
        f'<style:style style:name="{mode}" style:family="table" style:master-page-name="Default">'
        f'<style:table-properties style:writing-mode="{mode}-tb"/></style:style>'
        for mode in ("lr", "rl")
    )
    rows = "".join(
        f'<style:style style:name="r{lines}" style:family="table-row"><style:table-row-properties '
        f'style:row-height="{lines * LINE_POINTS}pt" style:use-optimal-row-height="true"/>'
        "</style:style>"
        for lines in range(1, MOST_LINES + 1)
    )
    return f"<office:automatic-styles>{columns}{rows}{tables}</office:automatic-styles>"


def _sheet(sheet: Sheet) -> Iterator[str]:
    mode = "rl" if sheet.rtl else "lr"
    columns = "".join(
        f'<table:table-column table:style-name="w{width}"/>' for width in sheet.widths
    )
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{mode}">{columns}'
    yield _row([_text(sheet.title, "Title")], 2)
    for line in sheet.lines:
        yield _row([_line(line, bool(sheet.header))], 1 if sheet.header else _lines([line], sheet))
    if sheet.header:
        header = _row(
            [
                _text(words, "Figure" if place in sheet.figures else "Header")
                for place, words in enumerate(sheet.header)
            ]
        )
        yield f"<table:table-header-rows>{header}</table:table-header-rows>"
    yield from _rows(sheet)
    yield "</table:table>"


def _rows(sheet: Sheet) -> Iterator[str]:
    some: list[str] = []
    for row in sheet.rows:
        if sheet.long:
            some.append(_row([_cell(value) for value in row]))
        else:
            cells = [_in(value, place in sheet.figures) for place, value in enumerate(row)]
            some.append(_row(cells, _lines(row, sheet)))
        if len(some) >= AT_ONCE:
            yield "".join(some)
            some.clear()
    yield "".join(some)


def _lines(row: Sequence[Cell], sheet: Sheet) -> int:
    return min(lines_of(row, sheet.widths), MOST_LINES)


def _row(inside: Sequence[str], lines: int = 1) -> str:
    return f'<table:table-row table:style-name="r{lines}">{"".join(inside)}</table:table-row>'


def _line(line: str | Link, above: bool) -> str:
    style = "Line" if above else ""
    if isinstance(line, Link):
        return _string(_link(line), style)
    if line.startswith(HEADING):
        return _text(line.removeprefix(HEADING), "Subtitle")
    return _text(line, style)


def _link(link: Link) -> str:
    place = quoteattr(f"#{link.sheet}.A1")
    return f'<text:a xlink:type="simple" xlink:href={place}>{_words(link.text)}</text:a>'


def _in(value: Cell, figure: bool) -> str:
    """A cell; a sign in place of a number stands where the number would."""
    return _text(value, "Sign") if figure and isinstance(value, str) else _cell(value)


@lru_cache(maxsize=65536, typed=True)
def _cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    if isinstance(value, Link):
        return _string(_link(value))
    return _text(value)


def _text(words: str, style: str = "") -> str:
    return _string(_words(words), style)


def _string(inside: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell office:value-type="string"{named}>'
        f"<text:p>{inside}</text:p></table:table-cell>"
    )


def _words(text: str) -> str:
    """Escaped; a second space in a row needs a sign of its own in OpenDocument."""
    return escape(text).replace("  ", " <text:s/>")


def _ranges(sheets: Sequence[Sheet]) -> str:
    """Each table by name, so that software (and a screen reader) knows where it is."""
    found = []
    for sheet in sheets:
        if sheet.header and not sheet.long:
            first = 2 + len(sheet.lines)
            last = first + sum(1 for _ in sheet.rows)
            end = column_letters(len(sheet.header) - 1)
            area = f"'{sheet.name}'.A{first}:'{sheet.name}'.{end}{last}"
            name = f"{sheet.name.lower()}_data"
            found.append(
                f"<table:database-range table:name={quoteattr(name)} "
                f"table:target-range-address={quoteattr(area)}/>"
            )
    return f"<table:database-ranges>{''.join(found)}</table:database-ranges>" if found else ""
