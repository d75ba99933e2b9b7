"""Which finding stands on which page, and which tables are behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.findings.exhibits import Exhibit
from analysis.findings.headlines import Card
from analysis.findings.journey import Chapter
from analysis.findings.summary import Summary
from analysis.release.model import PublishedTable, Release

PARTS = {
    "coverage": "Who answered, and who did not",
    "concerns": "What people wrote about",
    "beside": "Families beside staff",
    "units": "Command units in a funnel",
    "limits": "What cannot be said",
    "committee": "Beside the report of the Committee",
    "method": "How this was made",
}
"""Pages of a release that stand beside the chapters of the journey."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a release: its file name without the ending, its title, its chapter if any."""

    name: str
    title: str
    chapter: Chapter | None = None


def pages(summary: Summary) -> list[Page]:
    """The pages of the findings, in the order of reading; what has nothing to say is left out."""
    found = [_part("coverage")]
    if summary.overview:
        found.append(_part("concerns"))
    found += [Page(chapter.key.lower(), chapter.title, chapter) for chapter in summary.chapters]
    if summary.mirrored:
        found.append(_part("beside"))
    if summary.funnels.drawn:
        found.append(_part("units"))
    return found + [_part(name) for name in ("limits", "committee", "method")]


def _part(name: str) -> Page:
    return Page(name, PARTS[name])


def places(summary: Summary) -> dict[str, str]:
    """Key of an exhibit -> the page that it stands on."""
    found = {made.key: c.key.lower() for c in summary.chapters for made in c.exhibits}
    found |= {made.key: "coverage" for made in summary.coverage.profiles}
    for made in (summary.overview, summary.throughout):
        if made:
            found[made.key] = "concerns"
    if summary.mirrored:
        found[summary.mirrored.key] = "beside"
    return found | {drawn.key: "units" for drawn in summary.funnels.drawn}


def cards(summary: Summary) -> list[tuple[Card, str]]:
    """The key findings, each with the address of the exhibit that it stands in."""
    where = places(summary)
    return [
        (card, f"{where.get(card.anchor, 'tables/index')}.html#x-{card.anchor}")
        for card in summary.cards
    ]


def behind(release: Release, exhibit: Exhibit) -> list[PublishedTable]:
    """The tables that an exhibit's chart, table and title were taken from, in their order."""
    keys = list(exhibit.tables)
    for key in exhibit.tables:
        audience, _, variable = key.partition(".")
        if audience in ("parent", "carer") and f"families.{variable}" not in keys:
            keys.append(f"families.{variable}")
    return [release.tables[key] for key in keys if key in release.tables]


def drawn_in(summary: Summary, release: Release) -> dict[str, tuple[str, str]]:
    """Key of a table -> page and exhibit in which it is drawn first."""
    found: dict[str, tuple[str, str]] = {}
    where = places(summary)
    for made in (*summary.exhibits(), *summary.coverage.profiles):
        for table in behind(release, made):
            found.setdefault(table.key, (where[made.key], made.key))
    for funnel in summary.funnels.drawn:
        found.setdefault(funnel.table, ("units", funnel.key))
    return found


def by_stage(release: Release) -> Iterator[tuple[str, list[PublishedTable]]]:
    """Every table of the release under the title of its stage, in the order of the journey."""
    titles = {stage["key"]: stage["title"] for stage in release["stages"]}
    groups = {"": "Who answered, and everything without a stage", **titles}
    split = "Families divided once more"
    for key, title in groups.items():
        here = [t for t in release if t.stage == key and not t.split]
        if here:
            yield title, here
    divided = [t for t in release if t.split]
    if divided:
        yield split, divided
