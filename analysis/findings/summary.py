"""The review summary as plain objects: everything it says, nothing of how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings import concerns, limits
from analysis.findings.committee import Committee, committee
from analysis.findings.coverage import Coverage, coverage
from analysis.findings.exhibits import Exhibit
from analysis.findings.funnels import Funnels, funnels
from analysis.findings.headlines import RULES, Card, Wish, cards, wishes
from analysis.findings.journey import Chapter, chapters, document
from analysis.findings.mirrors import Gap, gaps, mirrored
from analysis.findings.quotes import Quote, quotes
from analysis.findings.reader import Reader
from analysis.findings.technical import Technical, technical
from analysis.findings.wording import day
from analysis.release.model import Release


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who made it, of what, when: as the release says, empty where a person left it empty."""

    release: str
    wave: str
    day: str
    iso: str
    demo: bool
    force: str
    force_short: str
    operator: str
    contact: str
    findings_url: str
    software: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything the review summary says."""

    imprint: Imprint
    cards: tuple[Card, ...]
    rules: tuple[str, ...]
    sure: tuple[str, ...]
    wishes: tuple[Wish, ...]
    coverage: Coverage
    overview: Exhibit | None
    throughout: Exhibit | None
    chapters: tuple[Chapter, ...]
    mirrored: Exhibit | None
    gaps: tuple[Gap, ...]
    funnels: Funnels
    technical: Technical
    cannot_say: tuple[str, ...]
    withheld: tuple[str, ...]
    left_out: tuple[str, ...]
    recommendations: tuple[str, ...]
    committee: Committee
    quotes: tuple[Quote, ...]
    changes: tuple[Mapping[str, Any], ...]
    reader: Reader

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Every exhibit that is drawn as a chart."""
        alone = (self.overview, self.mirrored, self.throughout)
        by_chapter = [made for chapter in self.chapters for made in chapter.exhibits]
        return (*(one for one in alone if one), *by_chapter)


def summarise(release: Release) -> Summary:
    """Say everything that a release lets us say."""
    reader = Reader.of(release)
    topics: Mapping[str, str] = document()["mirrors"]
    return Summary(
        imprint=_imprint(reader),
        cards=cards(reader),
        rules=RULES,
        sure=limits.sure(reader),
        wishes=wishes(reader),
        coverage=coverage(reader),
        overview=concerns.overview(reader),
        throughout=concerns.throughout(reader),
        chapters=chapters(reader),
        mirrored=mirrored(reader, topics),
        gaps=tuple(gaps(reader, topics)),
        funnels=funnels(reader),
        technical=technical(reader),
        cannot_say=limits.cannot_say(reader),
        withheld=limits.withheld(reader),
        left_out=limits.left_out(reader),
        recommendations=tuple(one["words"] for one in reader.part("recommendations", [])),
        committee=committee(reader),
        quotes=quotes(reader),
        changes=tuple(reader.part("changes", [])),
        reader=reader,
    )


def _imprint(reader: Reader) -> Imprint:
    force: Mapping[str, str] = reader.part("force", {})
    operator: Mapping[str, str] = reader.part("operator", {})
    created = str(reader.part("created", ""))
    return Imprint(
        release=reader.release.id,
        wave=str(reader.part("wave", "")),
        day=day(created),
        iso=created,
        demo=bool(reader.part("demo", True)),
        force=force.get("name") or "the police",
        force_short=force.get("short") or "the police",
        operator=operator.get("name", ""),
        contact=operator.get("contact", ""),
        findings_url=operator.get("findings_url", ""),
        software=str(reader.part("software", "")),
    )
