"""How sure we are, and what cannot be said. Printed by default, on page 1 and in full later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.findings.reader import Reader
from analysis.findings.wording import joined, lower_first, thousands

OPT_IN = (
    "People chose to answer; they were not drawn at random. Those who answered may differ from "
    "those who did not, in ways that nobody can measure. So the figures say what these people "
    "told us. They do not say how common it is among all parents, carers or staff, and no margin "
    "of error can be given."
)
"""After AAPOR's guidance on surveys whose respondents select themselves."""
RECALLED = (
    "Trust before was asked at the same time as trust now. It is how people remember it, not a "
    "measure taken before, so we report no change in trust."
)
NO_RANKING = (
    "Command units are never ranked. Differences between them can come from who answered, and "
    "from chance."
)
ONE_SIDE = (
    "People told us what they lived through. Nobody checked it against police or council records, "
    "and this summary does not judge any single case."
)


def sure(reader: Reader) -> tuple[str, ...]:
    """Page 1: what a reader must hold in mind, in three or four short points."""
    return tuple(
        point
        for point in (
            "People chose to answer. The figures say what these people told us, not how common "
            "it is among everybody.",
            coded(reader),
            "Counts are rounded to 5, and small groups are left out to protect people.",
            "† marks a figure that rests on fewer than 100 replies.",
        )
        if point
    )


def coded(reader: Reader) -> str:
    """Who coded the written answers, and who checked it; empty when nothing was written."""
    method: Mapping[str, Any] = reader.part("method", {})
    count = method.get("coded", 0)
    if not count:
        return ""
    people = method.get("coded_by_people", 0)
    by = f"About {thousands(count)} written answers were coded by a computer program"
    if not people:
        return f"{by}. No person has checked this coding yet."
    if people >= count:
        return f"About {thousands(count)} written answers were coded, all of them by people."
    return f"{by} or a person: about {thousands(people)} of them have been coded by people."


def unread(reader: Reader) -> str:
    """Written answers that were not coded; empty when all were."""
    method: Mapping[str, Any] = reader.part("method", {})
    left = method.get("comments", 0) - method.get("coded", 0)
    if left <= 0:
        return ""
    return f"About {thousands(left)} written answers have not been coded, and count nowhere here."


def uncounted(reader: Reader) -> str:
    """Concerns of the coding frame that are counted nowhere yet; empty when all are counted."""
    entries: Sequence[Mapping[str, str]] = reader.part("uncounted", [])
    if not entries:
        return ""
    if not reader.part("frame", {}).get("codes"):
        return "No concern is counted yet: people have not checked enough of the machine's coding."
    labels = joined([lower_first(entry["label"]) for entry in entries])
    return f"Not counted here, because people have not confirmed the machine's coding: {labels}."


def cannot_say(reader: Reader) -> tuple[str, ...]:
    """The full list of what these findings cannot say."""
    points = [OPT_IN, ONE_SIDE, RECALLED, NO_RANKING, unread(reader), uncounted(reader)]
    points.append(_suppressed(reader))
    left_out: Mapping[str, int] = reader.part("method", {}).get("left_out", {})
    if left_out:
        points.append(
            "Some answers could not be read, because the questionnaire does not know them, and "
            f"were left out: {joined(sorted(left_out))}."
        )
    return tuple(point for point in points if point)


def _suppressed(reader: Reader) -> str:
    audit: Mapping[str, Any] = reader.part("audit", {})
    hidden = audit.get("suppressed", 0)
    if not hidden:
        return ""
    return (
        f"{thousands(hidden)} of {thousands(audit['cells'])} figures are suppressed to protect "
        "people. A suppressed figure is not zero: it is not told."
    )


def withheld(reader: Reader) -> tuple[str, ...]:
    """Titles of the tables of which nothing could be published."""
    return tuple(entry["title"] for entry in reader.part("cannot_say", []))


def left_out(reader: Reader) -> tuple[str, ...]:
    """Titles of the tables that the team chose not to publish in this release."""
    return tuple(entry["title"] for entry in reader.part("left_out", []))


def attacked(reader: Reader) -> str:
    """What the attack on our own tables found; empty when the release does not say."""
    audit: Mapping[str, Any] = reader.part("audit", {})
    if "recoverable" not in audit:
        return ""
    found = audit["recoverable"]
    return (
        f"We attacked our own tables before publishing: {thousands(audit.get('attacked', 0))} "
        f"hidden counts were tried, and {found or 'none'} could be worked out."
    )
