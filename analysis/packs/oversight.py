"""Two pages for the oversight group: what was found, what is asked, what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from analysis.findings.figures import Figure, figure_of
from analysis.findings.mirrors import Gap
from analysis.findings.summary import Summary
from analysis.packs.facts import Cited, Row, cards, named_most, widest
from analysis.recommendations.model import NOT_KNOWN, ORIGINS, STATUSES, Assessment, Ledger


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each part there is room for."""

    cards: int
    concerns: int
    gaps: int
    views: int
    points: int


ROOMS = (Room(6, 6, 4, 3, 3), Room(6, 5, 3, 2, 2), Room(6, 4, 2, 1, 1), Room(3, 3, 1, 1, 1))
"""From most to least: the first that fits on two pages is taken."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The recommendations of one origin: how many, how many are known, and what came of them."""

    title: str
    count: int
    known: int
    words: str


@dataclass(frozen=True, slots=True)
class OwnView:
    """What the force says of itself beside families' figure, if there is one."""

    row: Assessment
    figure: Figure | None
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Oversight:
    """Everything of the two pages."""

    cards: tuple[Cited, ...]
    concerns: tuple[Row, ...]
    gaps: tuple[tuple[Gap, tuple[str, ...]], ...]
    standings: tuple[Standing, ...]
    views: tuple[OwnView, ...]
    points: int


def oversight(summary: Summary, ledger: Ledger, room: Room = ROOMS[0]) -> Oversight:
    """Choose by rule as much as there is room for."""
    return Oversight(
        cards=tuple(cards(summary)[: room.cards]),
        concerns=tuple(named_most(summary, room.concerns)),
        gaps=tuple(widest(summary, room.gaps)),
        standings=tuple(_standing(ledger, origin, title) for origin, title in ORIGINS.items()),
        views=tuple(_views(summary, ledger)[: room.views]),
        points=room.points,
    )


def _standing(ledger: Ledger, origin: str, title: str) -> Standing:
    rows = ledger.of(origin)
    counted = Counter(row.status for row in rows if row.known)
    parts = [
        f"{STATUSES[s].lower()}: {counted[s]}" for s in STATUSES if counted[s] and s != NOT_KNOWN
    ]
    if counted[NOT_KNOWN]:
        parts.append(f"what came of it is not known: {counted[NOT_KNOWN]}")
    return Standing(title, len(rows), sum(row.known for row in rows), "; ".join(parts))


def _views(summary: Summary, ledger: Ledger) -> list[OwnView]:
    """Those with families' figure first; without any word of the force there is nothing to set."""
    found = []
    for row in ledger.assessments:
        if not row.force_says:
            continue
        key, _, code = row.users.partition("/")
        table = summary.reader.table(key)
        if table is None:
            found.append(OwnView(row, None, ()))
            continue
        cell = table.favourable if code == "favourable" else table.row(code)
        found.append(OwnView(row, figure_of(cell, key), (key,)))
    return sorted(found, key=lambda view: view.figure is None)
