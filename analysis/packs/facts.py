"""Figures of a release as packs cite them: with their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.findings.concerns import ranked
from analysis.findings.figures import Figure
from analysis.findings.headlines import Card, graded
from analysis.findings.journey import document
from analysis.findings.mirrors import Gap, gaps
from analysis.findings.summary import Summary


@dataclass(frozen=True, slots=True)
class Cited:
    """A card of page 1 with the tables that its figures stand in."""

    card: Card
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One code with families' and staff's figures, and the tables of both."""

    code: str
    label: str
    families: Figure
    staff: Figure
    tables: tuple[str, ...]


def topics() -> Mapping[str, str]:
    """Mirrored item -> its topic."""
    found: Mapping[str, str] = document()["mirrors"]
    return found


def cards(summary: Summary) -> list[Cited]:
    """The key findings with their tables."""
    return [Cited(card, _tables(summary, card)) for card in summary.cards]


def _tables(summary: Summary, card: Card) -> tuple[str, ...]:
    special = {"concerns-all": ("concerns.families",), "reported-last": ("parent.reported_last",)}
    if card.anchor in special:
        return special[card.anchor]
    if card.anchor == "mirrors":
        return sides(summary, summary.gaps[0].mirror)
    variable = card.anchor.replace("-", "_")
    keys = [f"families.{variable}"]
    if ":" in card.figure:  # both groups are named beside the common figure
        keys += [f"parent.{variable}", f"carer.{variable}"]
    return tuple(keys)


def sides(summary: Summary, mirror: str) -> tuple[str, ...]:
    """The tables of both sides of a mirrored item."""
    for item in summary.reader.part("mirrors", []):
        if item["mirror"] == mirror:
            return tuple(s["table"] for s in item["sides"] if s["who"] in ("families", "staff"))
    return ()


def widest(summary: Summary, most: int) -> list[tuple[Gap, tuple[str, ...]]]:
    """The widest gaps between families and staff, with their tables."""
    found = [gap for gap in gaps(summary.reader, topics()) if gap.points][:most]
    return [(gap, sides(summary, gap.mirror)) for gap in found]


def lowest(summary: Summary, most: int) -> list[tuple[str, Figure]]:
    """Topics of the questions that families answered least favourably, with families' figure."""
    found = sorted(graded(summary.reader), key=lambda pair: pair[0].percent or 0)
    return [(plan.topic, figure) for figure, plan in found[:most]]


def named_most(summary: Summary, most: int) -> list[Row]:
    """The concerns that most families named in their own words."""
    reader = summary.reader
    return [
        Row(
            concern.code,
            concern.label,
            concern.figure,
            reader.figure("concerns.staff", concern.code),
            ("concerns.families", "concerns.staff"),
        )
        for concern in ranked(reader)[:most]
        if concern.figure.shown
    ]


def lowest_and_highest(summary: Summary) -> list[tuple[str, Figure]]:
    """Satisfaction, and the questions answered least and most favourably: variable and figure."""
    found = sorted(graded(summary.reader), key=lambda pair: pair[0].percent or 0)
    chosen = [found[0], found[-1]] if len(found) > 1 else found
    pairs = [(plan.variables[0], figure) for figure, plan in chosen]
    satisfied = summary.reader.favourable("families.satisfaction")
    return ([("satisfaction", satisfied)] if satisfied.shown else []) + pairs
