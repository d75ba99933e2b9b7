"""What came of it: you said, we did, not done because; corrections; the force beside families."""

from __future__ import annotations

import dataclasses

from bs4 import BeautifulSoup

from analysis.release.model import Release
from analysis.site import shared
from analysis.site.model import Bundle, Told
from tests.analysis.site.conftest import GONE, ID, WHY, ledger

Pages = dict[str, BeautifulSoup]


def text(pages: Pages, name: str) -> str:
    return " ".join(pages[name].get_text(" ").split())


def test_what_is_under_way_stands_with_its_evidence_and_its_dated_updates(pages: Pages) -> None:
    said = text(pages, "you-said.html")
    assert "Say who is in charge." in said
    assert "31 March 2027: Begun in two units." in said
    assert "There was no money for it." in said


def test_a_concern_that_nobody_answered_is_named_and_an_answered_one_is_not(
    bundles: list[Bundle],
) -> None:
    told = Told.of(bundles[1])
    codes = {one.code for one in shared.unanswered(told, ledger())}
    assert codes
    assert not codes & {"lost_between_teams", "hard_to_reach"}


def test_evidence_links_to_figures_and_says_when_they_are_gone(pages: Pages) -> None:
    row = pages["recommendations.html"].find(id="review-01")
    assert row is not None
    links = [link["href"] for link in row.find_all("a")]  # type: ignore[union-attr]
    assert f"{ID}/tables/families.ease.html" in links
    assert f"{ID}/s4.html" in links
    assert f"figure:{GONE}/families.ease/favourable (not in a published release)" in row.get_text()


def test_fifteen_recommendations_are_said_to_be_missing_and_none_is_made_up(pages: Pages) -> None:
    said = text(pages, "recommendations.html")
    assert (
        "15 more. Their words are not known to this review: to be entered from the report" in said
    )
    shown = pages["recommendations.html"].find_all("section", id=lambda i: i and "committee" in i)
    assert [section["id"] for section in shown] == ["committee-a", "committee-b"]


def test_the_force_stands_beside_others_and_both_meanings_are_kept(pages: Pages) -> None:
    said = text(pages, "recommendations.html")
    assert "About 80% good or adequate" in said
    assert "76% inadequate or needing improvement" in said
    assert "count opposite things" in said
    assert said.count("not given to this review") == 11


def test_withdrawals_stand_among_the_corrections(bundles: list[Bundle], pages: Pages) -> None:
    found = shared.corrections([Told.of(bundle) for bundle in bundles])
    assert [(one.on, one.release, one.why) for one in found] == [("2026-11-20", GONE, WHY)]
    assert WHY in text(pages, "corrections.html")


def test_a_correction_that_several_releases_carry_on_is_told_once(bundles: list[Bundle]) -> None:
    line = {"date": "2026-12-04", "release": ID, "what": "A table was left out.", "why": "Error."}
    told = Told.of(bundles[1])
    release = Release({**told.release.document, "changes": [line]}, told.release.tables)
    again = [dataclasses.replace(told, release=release)] * 2
    found = shared.corrections(again)
    assert [(one.on, one.release, one.what) for one in found] == [
        ("2026-12-04", ID, "A table was left out.")
    ]


def test_the_page_of_formats_says_how_to_ask_and_takes_nothing(pages: Pages) -> None:
    said = text(pages, "formats.html")
    for part in ("review@example.org", "within 10 working days", "assistive technology",
                 "which format", "Easy Read", "Review summary, tagged PDF"):  # fmt: skip
        assert part in said
    assert not pages["formats.html"].find_all(["form", "input"])
