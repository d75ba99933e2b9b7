"""The summary's page: valid, standing alone, accessible, and true to its release."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup

from analysis.findings.summary import summarise
from analysis.report.page import STYLES, TALLEST, page, stylesheet
from tests.analysis.findings.tables import graded
from tests.analysis.findings.tables import release as small
from tests.analysis.report.sample import release


@pytest.fixture(scope="module")
def text(html_file: Path) -> str:
    return html_file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html5lib")


def test_the_page_is_valid_html(text: str) -> None:
    html5lib.HTMLParser(strict=True).parse(text)


def test_nothing_outside_the_file_is_asked_for(text: str, soup: BeautifulSoup) -> None:
    assert not soup.find_all(["script", "link", "img", "iframe", "object", "embed", "base"])
    assert re.findall(r"@import|url\((?!\"data:)", text) == []
    assert all(a["href"].startswith("#") for a in soup.find_all("a"))
    assert soup.find_all(style=True) == []
    assert soup.find_all(src=True) == []


def test_there_is_one_heading_of_the_first_level_and_none_is_skipped(soup: BeautifulSoup) -> None:
    levels = [int(h.name[1]) for h in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_reader_can_skip_to_the_summary_and_knows_its_language(soup: BeautifulSoup) -> None:
    assert soup.html["lang"] == "en-GB"
    assert soup.body.find("a")["href"] == "#main"
    assert soup.find(id="main").name == "main"
    assert soup.find("header")
    assert soup.find("footer")
    assert soup.find("nav")["aria-labelledby"] == "contents"


def test_every_link_leads_somewhere_and_every_name_is_used_once(soup: BeautifulSoup) -> None:
    names = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(names) == len(set(names))
    assert {a["href"][1:] for a in soup.find_all("a")} <= set(names)


def test_every_chart_has_a_name_words_and_a_table_beside_it(soup: BeautifulSoup) -> None:
    exhibits = soup.find_all(class_="exhibit")
    assert len(exhibits) >= 30
    for exhibit in exhibits:
        chart = exhibit.find("svg")
        assert chart["role"] == "img"
        title, words = (soup.find(id=name) for name in chart["aria-labelledby"].split())
        assert title.get_text() == exhibit.find("h3").get_text()
        shown = set(re.findall(r"\d+%", exhibit.find("table").get_text(" ")))
        assert shown <= set(re.findall(r"\d+%", title.get_text() + words.get_text())), title


def test_every_table_has_a_caption_and_heads_with_a_scope(soup: BeautifulSoup) -> None:
    for table in soup.find_all("table"):
        assert table.find("caption").get_text(strip=True)
        assert all(head.get("scope") in ("col", "row") for head in table.find_all("th"))
        for row in table.find("tbody").find_all("tr"):
            assert row.find("th")["scope"] == "row"


def test_every_figure_on_the_page_stands_in_the_release(text: str, folder: Path) -> None:
    known, soup = numbers_of(folder), BeautifulSoup(text, "html5lib")
    for unwanted in soup.find_all(["style", "title", "desc"]):
        unwanted.extract()
    main = soup.find("main")
    for drawing in main.find_all("svg"):
        drawing.extract()
    for cell in main.find_all(["td", "p", "li", "h3", "caption"]):
        words = re.sub(r"SHA-256 \w+|\b\d+ in \d+\b|2023|Heard [\d.]+", "", cell.get_text(" "))
        for figure in re.findall(r"\d[\d,]*", words):
            assert int(figure.replace(",", "")) in known, cell.get_text(" ")[:200]


def numbers_of(folder: Path) -> set[int]:
    """Every whole number of release.json and codebook.json, and the gaps between two shares."""
    found = {17, 15}  # the Committee's recommendations: analysis/findings/committee.toml
    for name in ("release.json", "codebook.json"):
        text = (folder / name).read_text(encoding="utf-8")
        found |= {int(n) for n in re.findall(r"(?<![\w.])\d+(?![\w.])", text)}
        found |= {int(n) for n in re.findall(r"\d+", " ".join(re.findall(r'"[^"]*"', text)))}
        found |= {int(n) for pair in re.findall(r"(\d+)\.(\d+)", text) for n in pair}
    released = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    funnels = released.get("funnels", [])
    found |= {len(funnels), sum(bool(one["outside"]) for one in funnels)}
    gaps = (mirror["gap"]["points"] for mirror in released["mirrors"])
    return found | {abs(points) for points in gaps if points is not None}


def test_a_demo_says_so_at_the_top_on_page_one_and_at_the_end(soup: BeautifulSoup) -> None:
    for place in (soup.title, soup.find("header"), soup.find(class_="cover"), soup.find("footer")):
        assert "Demonstration" in place.get_text()


def test_a_real_release_is_not_called_a_demonstration() -> None:
    assert "emonstration" not in page(summarise(small()), edition="standard")


def test_suppressed_looks_deliberate_and_is_never_zero(soup: BeautifulSoup) -> None:
    hatched = soup.find_all(class_="hatched")
    assert hatched
    assert {cell.get_text() for cell in hatched} <= {"suppressed", "c"}


def test_words_we_do_not_use_are_not_used(soup: BeautifulSoup) -> None:
    words = soup.find("main").get_text(" ")
    for definition in soup.find_all("td"):
        words = words.replace(definition.get_text(" "), "")
    assert not re.search(r"\boverwhelming|\bsignificant|\bonly (?:\d|about)", words, re.I)


def test_large_print_has_no_chart_that_would_need_small_letters() -> None:
    text = page(summarise(release(1500)), edition="large")
    heights = [float(n) for n in re.findall(r'viewBox="0 0 360 ([\d.]+)"', text)]
    assert len(heights) > 20
    assert max(heights) <= TALLEST
    assert "their chart is too long for large print" in text
    assert 'id="annex"' not in text


def test_the_paper_edition_sends_to_the_annex_of_tables_and_the_page_holds_it() -> None:
    summary = summarise(release(1500))
    paper, web = (page(summary, edition="standard", paper=paper) for paper in (True, False))
    tables = page(summary, edition="tables", paper=True)
    assert "Counts are in the annex of tables." in paper
    assert 'href="#t-' not in paper
    assert 'href="#t-' in web
    for anchor in re.findall(r'id="(t-[^"]+)"', web):
        assert f'id="{anchor}"' in tables
        assert f'id="{anchor}"' not in paper
    assert "<svg" not in tables


def test_recommendations_stand_on_page_one_in_the_words_of_the_team_and_none_is_invented() -> None:
    given = [{"key": f"r{i}", "words": f"Do thing {i} <now>."} for i in range(5)]
    text = page(summarise(small(recommendations=given)), edition="standard")
    first, _, rest = text.partition('<nav class="contents"')
    assert "Do thing 2 &lt;now&gt;." in first
    assert "Do thing 3" not in first
    assert "All 5 recommendations" in first
    assert "Do thing 4" in rest
    assert "None has been entered yet" not in text
    assert "None has been entered yet" in page(summarise(small()), edition="standard")


def test_what_the_team_left_out_by_choice_is_told_apart_from_what_could_not_be_shown() -> None:
    left = [{"table": "families.ease.by_unit", "title": "Ease (by unit)"}]
    text = page(summarise(small(left_out=left)), edition="standard")
    assert "Tables left out by choice" in text
    assert "Ease (by unit)" in text


def test_an_empty_release_makes_a_page_that_says_so() -> None:
    text = page(summarise(small()), edition="standard")
    html5lib.HTMLParser(strict=True).parse(text)
    assert "Too few people have answered" in text


def test_words_of_a_release_are_escaped() -> None:
    made = small(
        [graded("parent.ease", 40, question="<script>alert(1)</script> & \x00more?")],
        operator={"name": "A <b>team</b>", "contact": "x"},
        wave="Autumn <i>",
    )
    text = page(summarise(made), edition="standard")
    assert "<script" not in text
    assert "<b>team" not in text
    assert "&lt;script&gt;" in text
    assert "\x00" not in text


def test_an_operator_that_nobody_named_is_not_invented() -> None:
    text = page(summarise(small(operator={})), edition="standard")
    assert "has not been named yet" in text


def test_the_release_gives_the_same_page_twice() -> None:
    first, second = (page(summarise(release(300)), edition="standard") for _ in range(2))
    assert first == second


def test_the_stylesheet_has_no_colour_outside_the_palette_but_focus_and_hatching() -> None:
    rules = str(stylesheet()).partition("}")[2]
    rules = re.sub(r"@page.*?\n  }\n(?=  [@h])", "", rules, flags=re.S)
    colours = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", rules))
    assert colours <= {"#ffdd00", "#000000", "#ffffff", "#4a5560", "#8a4b00"}
    assert STYLES[0] == "base.css"
