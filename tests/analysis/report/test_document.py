"""The PDF: valid for PDF/UA-1 and PDF/A-2a, in reading order, the same bytes, no network."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from bs4 import BeautifulSoup

from analysis.findings.summary import summarise
from analysis.release.read import read
from analysis.report import document
from analysis.report.page import EDITIONS
from analysis.report.page import page as summary_page
from tests.analysis.findings.tables import release as small

SCRIPTS = "বাংলা தமிழ் ਪੰਜਾਬੀ ગુજરાતી हिन्दी العربية اردو"
HEAD = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>T</title>'
    '<style>body{font-family:"Noto Sans"}</style></head><body><h1>T</h1>'
)


def problems(path: Path, profile: Any) -> list[str]:
    report = page.validate_pdf(str(path), profile=profile)
    return [] if report.is_compliant else [str(report)]


def text_of(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def walk(element: Any) -> Iterator[tuple[str, Any]]:
    """The tag tree in reading order: role and element."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from walk(kid)


def roles_of(element: Any) -> set[str]:
    return {role for role, _ in walk(element)}


@pytest.fixture(scope="module")
def tags(pdf_file: Path) -> Iterator[list[tuple[str, Any]]]:
    with pikepdf.open(pdf_file) as opened:
        yield list(walk(opened.Root.StructTreeRoot.K[0]))


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_passes_the_validator(
    pdf_files: dict[str, Path], edition: str, profile: str
) -> None:
    assert problems(pdf_files[edition], getattr(page.ValidationProfile, profile)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_tags_are_read_in_the_order_of_the_page(
    pdf_files: dict[str, Path], folders: dict[str, Path], edition: str
) -> None:
    """Headings, tables and charts of the HTML, in its order, and nothing beside them.

    A table over two pages is two in the tags: the second has the heads again, and no caption.
    """
    html = summary_page(summarise(read(folders[edition])), edition=edition, paper=True)
    roles = {"table": "Table", "svg": "Figure"}
    parts = BeautifulSoup(html, "html5lib").main.find_all(re.compile("^(h[1-6]|table|svg)$"))
    expected = [roles.get(part.name, part.name.upper()) for part in parts]
    with pikepdf.open(pdf_files[edition]) as opened:
        every = list(walk(opened.Root.StructTreeRoot.K[0]))
    found = [r[1:] for r, element in every if r != "/Table" or "/Caption" in roles_of(element)]
    assert [role for role in found if re.fullmatch("H[1-6]|Table|Figure", role)] == expected


def test_every_table_of_the_tags_is_whole(tags: list[tuple[str, Any]]) -> None:
    """Heads first, and each row has as many cells as the first, and begins with its head."""
    tables = [element for role, element in tags if role == "/Table"]
    assert len(tables) > 40
    for table in tables:
        inside = list(walk(table))
        rows = [[r for r, _ in walk(row) if r in ("/TH", "/TD")] for r, row in inside if r == "/TR"]
        assert rows[0] == ["/TH"] * len(rows[0])
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(row[0] == "/TH" for row in rows)


def test_every_chart_has_words_in_place_of_the_picture(
    tags: list[tuple[str, Any]], html_file: Path
) -> None:
    soup = BeautifulSoup(html_file.read_text(encoding="utf-8"), "html5lib")
    words = [f"{s.title.get_text()} {s.desc.get_text()}" for s in soup.find_all("svg")]
    figures = [str(element.Alt) for role, element in tags if role == "/Figure"]
    assert figures == [f"Chart. {each}" for each in words]


def test_every_cell_knows_its_heads(tags: list[tuple[str, Any]]) -> None:
    cells = [element for role, element in tags if role == "/TD"]
    assert len(cells) > 500
    assert all(len(cell.A.Headers) >= 1 for cell in cells)


def test_the_text_of_the_tags_begins_with_the_title_and_ends_with_the_imprint(
    tmp_path: Path,
) -> None:
    html = summary_page(summarise(small()), edition="standard", paper=True)
    # Poppler takes long for the tag text of many pages: the beginning and the end are enough.
    begins, _, rest = html.partition('<section class="chapter part" aria-labelledby="limits"')
    path = tmp_path / "small.pdf"
    path.write_bytes(document.render(begins + "</main>" + rest.partition("</main>")[2], "one"))
    command = ["pdfinfo", "-struct-text", str(path)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    read = " ".join(" ".join(re.findall(r'"([^"]*)"', found)).split())
    parts = ("What parents, carers and staff told", "What was found", "How sure we are",
             "What should change", "Who answered", "Contents", "Made with Heard")  # fmt: skip
    places = [read.index(part) for part in parts]
    assert places == sorted(places)


def test_the_document_has_a_title_a_language_bookmarks_and_no_date(pdf_file: Path) -> None:
    with pikepdf.open(pdf_file) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo["/Title"]).startswith("Demonstration: What parents")
        assert "/ModDate" not in opened.docinfo
        with opened.open_outline() as outline:
            titles = [entry.title for entry in outline.root[0].children]
    assert titles[:2] == ["What was found", "How sure we are"]
    assert titles[-1] == "Technical annex"


def test_every_page_says_that_it_is_a_demonstration(pdf_file: Path) -> None:
    pages = text_of(pdf_file).split("\f")[:-1]
    assert len(pages) > 25
    assert all("Demonstration: invented answers" in each for each in pages)


def test_page_one_stands_alone(pdf_file: Path) -> None:
    first = text_of(pdf_file, "-f", "1", "-l", "1")
    parts = ("What was found", "How sure we are", "What should change", "Who answered")
    assert all(part in first for part in parts)
    assert "Contents" not in first


def test_no_heading_stands_alone_at_the_foot_of_a_page(pdf_file: Path) -> None:
    with pikepdf.open(pdf_file) as opened:
        numbers = {each.objgen: i for i, each in enumerate(opened.pages)}
        tree = [
            (role, numbers[element.Pg.objgen])
            for role, element in walk(opened.Root.StructTreeRoot.K[0])
            if "/Pg" in element and role in ("/H2", "/H3", "/H4", "/P", "/Table", "/Figure", "/L")
        ]
    for (role, number), (_, following) in itertools.pairwise(tree):
        if role in ("/H2", "/H3", "/H4"):
            assert number == following


def test_the_same_html_gives_the_same_bytes() -> None:
    html = f"{HEAD}<p>Words</p></body></html>"
    assert document.render(html, "one") == document.render(html, "one")
    assert document.render(html, "one") != document.render(html, "two")


def test_nothing_is_fetched_from_anywhere() -> None:
    html = f'{HEAD}<p><img alt="x" src="http://127.0.0.1:9/x.png"></p></body></html>'
    with pytest.raises(document.OutsideError):
        document.render(html, "one")


def test_a_file_of_this_machine_is_not_read_either(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("h1 { color: red }")
    link = f'<link rel="stylesheet" href="file://{tmp_path}/x.css">'
    with pytest.raises(document.OutsideError):
        document.render(HEAD.replace("<style>", f"{link}<style>") + "</body></html>", "one")


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_words_in_many_scripts_pass_the_validator(tmp_path: Path, profile: str) -> None:
    path = tmp_path / "scripts.pdf"
    path.write_bytes(document.render(f"{HEAD}<p>{SCRIPTS}</p></body></html>", "one"))
    assert problems(path, getattr(page.ValidationProfile, profile)) == []


def test_a_document_whose_packed_objects_end_in_a_line_end_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = [b"stream\nx\r\nendstream", b"stream\nxy\nendstream"]
    paddings: list[int] = []

    class Drawn:
        pages = (None,)

    def make(_html: str, _name: bytes, finisher: Any) -> bytes:
        monkeypatch.setattr(document, "finish", lambda *_: None)
        monkeypatch.setattr(document, "_pad", lambda _pdf, count: paddings.append(count))
        finisher(Drawn(), None)
        return made[len(paddings) - 1]

    monkeypatch.setattr(document.engine, "make", make)
    assert document.counted("", "one") == (made[1], 1)
    assert paddings == [0, 1]
