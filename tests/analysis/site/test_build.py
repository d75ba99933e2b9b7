"""The site as a whole: whole links, the same bytes, nothing from elsewhere, marked as a demo."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path, PurePosixPath

import pytest
from bs4 import BeautifulSoup

from analysis.recommendations.model import Ledger
from analysis.release.read import check_sums
from analysis.site.build import Files, build, files
from analysis.site.model import DRAFT, Bundle, Facts
from tests.analysis.site.conftest import FACTS, GONE, ID, WHY, ledger

Pages = dict[str, BeautifulSoup]


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


def test_the_same_bundles_give_the_same_bytes(bundles: list[Bundle], made: Files) -> None:
    assert files(list(reversed(bundles)), ledger(), FACTS) == made


def test_every_link_leads_to_something_that_is_there(made: Files, pages: Pages) -> None:
    anchors = {name: {e["id"] for e in soup.find_all(id=True)} for name, soup in pages.items()}
    broken = []
    for name, soup in pages.items():
        for link in soup.find_all(["a", "link"]):
            target, anchor = place(name, str(link["href"]))
            if target not in made or (anchor and anchor not in anchors.get(target, set())):
                broken.append((name, link["href"]))
    assert broken == []


def test_nothing_is_asked_of_anybody_else_and_nothing_runs(made: Files, pages: Pages) -> None:
    for name, soup in pages.items():
        assert soup.find(["script", "style", "iframe", "img", "form", "object"]) is None, name
        assert soup.find(style=True) is None, name
        assert not [t for t in soup.find_all(True) for a in t.attrs if a.startswith("on")], name
        for link in soup.find_all(href=True):
            assert not re.match(r"[a-z]+:|//", str(link["href"])), (name, link["href"])
    style = made["findings.css"]
    assert isinstance(style, bytes)
    assert set(re.findall(rb'url\("([^"]*)"\)', style)) == {b"hatch.png"}
    assert b"@import" not in style
    assert "hatch.png" in made


def test_every_page_says_that_it_is_a_demonstration(pages: Pages) -> None:
    for name, soup in pages.items():
        assert "Demonstration: invented answers" in soup.get_text(), name
        assert soup.title is not None
        assert soup.title.get_text().startswith("Demonstration: "), name


def test_no_page_of_real_answers_is_marked_so(bundles: list[Bundle]) -> None:
    found = files([], ledger(), dataclasses.replace(FACTS, demo=False))
    assert not [n for n, c in found.items() if isinstance(c, bytes) and b"Demonstration" in c]


def test_every_page_has_one_first_heading_and_a_title_of_its_own(pages: Pages) -> None:
    titles = [soup.title.get_text() for soup in pages.values() if soup.title]
    assert len(titles) == len(set(titles))
    for name, soup in pages.items():
        assert len(soup.find_all("h1")) == 1, name


def test_a_withdrawn_release_keeps_its_addresses_and_loses_its_figures(
    made: Files, pages: Pages
) -> None:
    kept = {n.removeprefix(f"{ID}/") for n in pages if n.startswith(f"{ID}/")}
    gone = {n.removeprefix(f"{GONE}/"): page for n, page in made.items() if n.startswith(GONE)}
    assert set(gone) == kept
    for page in gone.values():
        assert isinstance(page, bytes)
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
