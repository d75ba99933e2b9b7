"""Families beside staff on the items that both were asked, with the gap in percentage points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings.concerns import SIDES
from analysis.findings.exhibits import Column, Exhibit, Form, Line
from analysis.findings.figures import UNKNOWN, Figure, gap
from analysis.findings.reader import Reader
from analysis.findings.wording import NAMES, lower_first, points

FAMILIES, STAFF = 0, 1
"""Places of the two sides in :data:`SIDES`."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One mirrored item with both sides shown. ``points`` is families minus staff."""

    mirror: str
    topic: str
    families: Figure
    staff: Figure
    points: int

    @property
    def words(self) -> str:
        """Who is more favourable, by how much, and both figures."""
        figures = f"{self.staff} of staff against {self.families} of families"
        if self.points == 0:
            return f"staff and families gave the same answer: {self.staff} favourable"
        way = "more" if self.points < 0 else "less"
        return (
            f"staff answered {way} favourably than families, by {points(self.points)} ({figures})"
        )


def lines(reader: Reader, topics: Mapping[str, str]) -> tuple[Line, ...]:
    """One line a mirrored item, in the order of the journey, a figure for each audience."""
    released = {mirror["mirror"]: mirror for mirror in reader.part("mirrors", [])}
    return tuple(
        Line(key, topic, _sides(reader, released[key]))
        for key, topic in topics.items()
        if key in released
    )


def gaps(reader: Reader, topics: Mapping[str, str]) -> list[Gap]:
    """The gaps that can be said, widest first."""
    found = []
    for line in lines(reader, topics):
        families, staff = line.figures[FAMILIES], line.figures[STAFF]
        difference = gap(families, staff)
        if difference is not None:
            found.append(Gap(line.code, line.label, families, staff, difference))
    return sorted(found, key=lambda one: -abs(one.points))


def mirrored(reader: Reader, topics: Mapping[str, str]) -> Exhibit | None:
    """Families beside staff as one exhibit; None when the release has no mirrored item shown."""
    found = lines(reader, topics)
    made = Exhibit(
        key="mirrors",
        form=Form.DOTS,
        title=_title(gaps(reader, topics)),
        question="Families said how it was for them; staff said how they think it is for families.",
        columns=tuple(Column(who, NAMES[who]) for who in SIDES),
        lines=found,
        tables=tuple(
            side["table"] for mirror in reader.part("mirrors", []) for side in mirror["sides"]
        ),
        note="Percent favourable of valid answers, on the same scale.",
        between=(FAMILIES, STAFF),
    )
    return made if made.shown else None


def _sides(reader: Reader, mirror: Mapping[str, Any]) -> tuple[Figure, ...]:
    keys = {side["who"]: side["table"] for side in mirror["sides"]}
    return tuple(reader.favourable(keys[who]) if who in keys else UNKNOWN for who in SIDES)


def _title(found: list[Gap]) -> str:
    if not found:
        return "Families beside staff: too few replies to say"
    higher = sum(one.points < 0 for one in found)
    widest = found[0]
    return (
        f"Staff answered more favourably than families on {higher} of {len(found)} items; "
        f"the widest gap is {points(widest.points)}, on {lower_first(widest.topic)}"
    )
