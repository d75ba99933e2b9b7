"""The packs as documents: valid PDFs, two pages that are two, figures that can be followed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import page as validation
import pikepdf
import pytest
from bs4 import BeautifulSoup, Tag

from analysis.packs.render import OVERSIGHT, page, pdf
from analysis.recommendations.model import OWN, Assessment, Ledger, Recommendation
from tests.analysis.packs.conftest import made, summary
from tests.analysis.report.test_document import text_of
from tests.analysis.site.conftest import ledger

FIGURE = re.compile(r"\d+%")
HIDDEN = 1
"""Pixels of the lettering that only names the running heads."""


def problems(path: Path, profile: Any) -> list[str]:
    report = validation.validate_pdf(str(path), profile=profile)
    return [] if report.is_compliant else [str(report)]


def alone(name: str) -> BeautifulSoup:
    """A pack as it becomes a PDF."""
    return BeautifulSoup(page(made()[name], summary(), site=False), "lxml")


def test_every_pack_passes_the_validator(papers: dict[str, Path]) -> None:
    for name, path in papers.items():
        for profile in ("PDF_UA_1", "PDF_A_2A"):
            assert problems(path, getattr(validation.ValidationProfile, profile)) == [], name


def test_the_oversight_group_gets_two_pages_and_no_more(papers: dict[str, Path]) -> None:
    with pikepdf.open(papers[OVERSIGHT]) as opened:
        assert len(opened.pages) == 2


def test_two_pages_stay_two_when_there_is_much_to_say(tmp_path: Path) -> None:
    words = "A long answer of the force about itself, with much that must be read beside it. " * 6
    views = tuple(
        Assessment(f"view-{i}", "A topic of many words", words, "A statement", note=words)
        for i in range(3)
    )
    rows = tuple(Recommendation(f"review-{i:02}", OWN, "Words", "Us") for i in range(40))
    path = tmp_path / "full.pdf"
    path.write_bytes(pdf(made()[OVERSIGHT], summary(), Ledger(rows, views), "sums"))
    with pikepdf.open(path) as opened:
        assert len(opened.pages) == 2
    assert "Where the figures come from" in text_of(path)


def test_every_page_of_a_pack_says_that_it_is_a_demonstration(papers: dict[str, Path]) -> None:
    for name, path in papers.items():
        for each in text_of(path).split("\f")[:-1]:
            assert "Demonstration: invented answers" in each, name


@pytest.mark.parametrize("name", ["oversight", "scrutiny"])
def test_every_figure_of_a_pack_cites_a_source_that_names_its_table(name: str) -> None:
    soup = alone(name)
    main = soup.find("main")
    assert isinstance(main, Tag)
    for text in main.find_all(string=FIGURE):
        if text.find_parent(class_="elsewhere"):
            continue
        around = text.find_parent(["li", "tr", "section", "table"])
        cited = around.find_all("a", href=re.compile("^#source-")) if around else []
        cited = cited or (around.find_parent("table").find_all("a") if around else [])  # type: ignore[union-attr]
        assert cited, text
        entry = soup.find(id=str(cited[0]["href"])[1:])
        assert isinstance(entry, Tag)
        assert "Table " in entry.get_text()


@pytest.mark.parametrize("name", ["oversight", "scrutiny", "easy-read"])
def test_the_sources_name_file_rules_versions_and_method(name: str) -> None:
    sources = alone(name).find(class_="sources")
    assert isinstance(sources, Tag)
    words = sources.get_text()
    assert all(f"{part}" in words for part in ("Tables:", "Rules", "Versions:", "Method:"))
    assert summary().imprint.release in words


def test_citations_of_a_pdf_are_links_inside_it(papers: dict[str, Path]) -> None:
    with pikepdf.open(papers["scrutiny"]) as opened:
        links = [a for p in opened.pages for a in p.get("/Annots", [])]
    assert len(links) > 10
    assert not [a for a in links if "/A" in a and "/URI" in a.A]


def test_easy_read_is_large_and_says_that_it_is_a_draft(papers: dict[str, Path]) -> None:
    assert "Draft." in text_of(papers["easy-read"], "-f", "1", "-l", "1")
    with pikepdf.open(papers["easy-read"]) as opened:
        pixels = {
            float(operands[1])
            for each in opened.pages
            for operands, operator in pikepdf.parse_content_stream(each)
            if str(operator) == "Tf"
        }
    points = sorted(round(size * 0.75, 1) for size in pixels if size > HIDDEN)
    assert points[0] >= 16


def test_the_same_release_gives_the_same_pdf(papers: dict[str, Path]) -> None:
    again = pdf(made()["easy-read"], summary(), ledger(), "sums")
    assert again == papers["easy-read"].read_bytes()


def test_a_draft_is_marked_as_one() -> None:
    assert "Preview: not published" in page(made()["scrutiny"], summary(), site=True, draft=True)
    assert "Preview" not in page(made()["scrutiny"], summary(), site=True)
