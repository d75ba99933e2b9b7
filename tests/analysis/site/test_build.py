"""The site as a whole: whole links, the same bytes, nothing from elsewhere, marked as a demo."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path, PurePosixPath

import pytest
from bs4 import BeautifulSoup

from analysis.recommendations.model import Ledger
from analysis.release.read import check_sums
from analysis.site.build import build, files
from analysis.site.model import DRAFT, Bundle, Facts
from tests.analysis.site.conftest import FACTS, GONE, ID, WHY, is_table, ledger

Pages = dict[str, BeautifulSoup]
Made = dict[str, bytes]
HREF = re.compile(rb'(?:href|src)="([^"]*)"')


def place(page: str, href: str) -> tuple[str, str]:
    """File and anchor that a link of a page leads to."""
    path, _, anchor = href.partition("#")
    parts: list[str] = list(PurePosixPath(page).parent.parts) if path else [page]
    for part in PurePosixPath(path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts), anchor


def test_the_same_bundles_give_the_same_bytes(bundles: list[Bundle], made: Made) -> None:
    again = files(list(reversed(bundles)), ledger(), FACTS)
    assert set(again) == set(made)
    for name, content in again.items():
        assert (content if isinstance(content, bytes) else content.read_bytes()) == made[name]


def test_every_link_leads_to_something_that_is_there(made: Made) -> None:
    shown = {name: page for name, page in made.items() if name.endswith(".html")}
    anchors = {name: set(re.findall(rb' id="([^"]*)"', page)) for name, page in shown.items()}
    broken = []
    for name, page in shown.items():
        for href in HREF.findall(page):
            target, anchor = place(name, href.decode())
            if target not in made or (anchor and anchor.encode() not in anchors.get(target, ())):
                broken.append((name, href))
    assert broken == []


FORBIDDEN = re.compile(
    rb"<(script|style|iframe|img|form|object|embed|input)\b|\sstyle=|\son[a-z]+=|<base\b"
)


def test_nothing_is_asked_of_anybody_else_and_nothing_runs(made: Made) -> None:
    for name, page in made.items():
        if name.endswith(".html"):
            assert FORBIDDEN.search(page) is None, name
            away = [href for href in HREF.findall(page) if re.match(rb"[a-z]+:|//", href)]
            assert away == [], name
    for style in ("findings.css", "packs.css"):
        assert set(re.findall(rb'url\("([^"]*)"\)', made[style])) <= {b"hatch.png"}
        assert b"@import" not in made[style]
    assert "hatch.png" in made


def test_every_page_says_that_it_is_a_demonstration(made: Made) -> None:
    for name, page in made.items():
        if name.endswith(".html"):
            assert b"Demonstration: invented answers" in page, name
            assert b"<title>Demonstration: " in page, name


def test_no_page_of_real_answers_is_marked_so(bundles: list[Bundle]) -> None:
    found = files([], ledger(), dataclasses.replace(FACTS, demo=False))
    assert not [n for n, c in found.items() if isinstance(c, bytes) and b"Demonstration" in c]


def test_every_page_has_one_first_heading_and_a_title_of_its_own(pages: Pages) -> None:
    titles = [soup.title.get_text() for soup in pages.values() if soup.title]
    assert len(titles) == len(set(titles))
    for name, soup in pages.items():
        assert len(soup.find_all("h1")) == 1, name


def test_a_withdrawn_release_keeps_its_addresses_and_loses_its_figures(
    made: Made, pages: Pages
) -> None:
    shown = [n for n in made if n.startswith(f"{ID}/") and n.endswith(".html")]
    kept = {n.removeprefix(f"{ID}/") for n in shown}
    assert len([n for n in shown if is_table(n)]) > 200
    gone = {n.removeprefix(f"{GONE}/"): page for n, page in made.items() if n.startswith(GONE)}
    assert set(gone) == kept
    for page in gone.values():
        assert WHY in page.decode()
        assert "%" not in page.decode()
    assert WHY in pages["index.html"].get_text()


def test_the_bundle_on_the_site_is_whole(site: Path) -> None:
    check_sums(site / ID / "bundle")
    assert (site / ID / "files" / "summary.pdf").read_bytes() == b"%PDF-1.7 invented"


def test_a_draft_is_marked_as_a_preview_on_each_of_its_pages(bundles: list[Bundle]) -> None:
    draft = dataclasses.replace(bundles[1], state=DRAFT, key="")
    found = files([draft], ledger(), FACTS)
    for name, content in found.items():
        if name.startswith(ID) and name.endswith(".html"):
            assert isinstance(content, bytes)
            assert b"Preview" in content, name


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="no findings site"):
        build([], Ledger(), Facts(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_new_site_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "findings"
    build([], Ledger(), Facts(), out)
    (out / "old.html").write_text("old", encoding="utf-8")
    count = build([], Ledger(), Facts(operator="Us"), out)
    assert count == len([path for path in out.rglob("*") if path.is_file()])
    assert not (out / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["findings"]


def test_without_any_release_the_site_says_so(tmp_path: Path) -> None:
    made = files([], Ledger(), Facts())
    front = made["index.html"]
    assert isinstance(front, bytes)
    assert b"Nothing has been published yet" in front
