"""From any figure to its table, rule, version and method, in two steps at most."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag

from analysis.site import provenance
from analysis.site.model import Bundle
from tests.analysis.site.conftest import ID, is_table
from tests.analysis.site.test_build import place

Pages = dict[str, BeautifulSoup]
FIGURE = re.compile(r"\d+%")


def figures(soup: BeautifulSoup) -> list[Tag]:
    """The elements that say a figure of a release; a chart's are its exhibit's."""
    main = soup.find("main")
    assert isinstance(main, Tag)
    texts = [t for t in main.find_all(string=FIGURE) if not t.find_parent("svg")]
    return [t.parent for t in texts if t.parent and not t.find_parent(class_="elsewhere")]


def tables_of(page: str, tag: Tag) -> set[str]:
    """Table pages that links inside an element lead to, straight."""
    hrefs = [str(link["href"]) for link in tag.find_all("a", href=True)]
    return {target for target, _ in (place(page, href) for href in hrefs) if is_table(target)}


def reached(pages: Pages, page: str, figure: Tag) -> int:
    """Steps from a figure to a table's page: 1, 2, or 0 when there is no way."""
    for around in (figure, *figure.parents):
        if around.name in ("main", "body"):
            return 0
        if tables_of(page, around):
            return 1
        for link in around.find_all("a", href=re.compile("#")):
            target, anchor = place(page, str(link["href"]))
            there = pages[target].find(id=anchor) if target in pages else None
            if isinstance(there, Tag) and tables_of(target, there):
                return 2
    return 0


def test_every_figure_of_every_page_leads_to_its_table_in_two_steps(pages: Pages) -> None:
    lost, counted = [], 0
    for name, soup in pages.items():
        for figure in figures(soup):
            counted += 1
            if not reached(pages, name, figure):
                lost.append((name, figure.get_text()[:80]))
    assert lost == []
    assert counted > 500


def test_every_page_of_findings_has_figures_to_follow(pages: Pages) -> None:
    for name in ("index", "s1", "concerns", "beside", "units", "coverage", "committee", "oversight",
                 "scrutiny"):  # fmt: skip
        assert figures(pages[f"{ID}/{name}.html"]), name


PART = re.compile(rb'<h2 id="(method|rule|version)">.*?<dl class="facts">\s*<div><dt>', re.DOTALL)


def test_every_table_page_names_its_rules_its_versions_and_its_method(
    made: dict[str, bytes],
) -> None:
    names = [name for name in made if is_table(name) and name.startswith(ID)]
    assert len(names) > 200
    for name in names:
        assert set(PART.findall(made[name])) == {b"method", b"rule", b"version"}, name
        key = name.removeprefix(f"{ID}/tables/").removesuffix(".html")
        assert f'href="../bundle/tables/{key}.csv"'.encode() in made[name], name


@pytest.mark.parametrize("key", ["families.ease", "concerns.families", "families.ease.by_unit"])
def test_a_table_is_tied_to_its_file_its_release_and_its_key(
    bundles: list[Bundle], key: str
) -> None:
    bundle = bundles[1]
    release = bundle.release()
    said = {f.name: f.says for f in provenance.facts(release, release.tables[key], bundle)}
    digest = provenance.checksums(bundle)[f"tables/{key}.csv"]
    assert digest[: provenance.SHORT] in said["File"]
    assert said["Signed with the key"] == "a-key"
    assert ("Coding frame" in said) is (key == "concerns.families")
    assert ("Command units" in said) is key.endswith("by_unit")
    assert not [name for name in said if "staff" in name.lower() and key.startswith("families")]
