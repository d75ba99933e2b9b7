"""How figures are said: "About 4 in 10 parents (38%)". Never "only", never "significant"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.findings.figures import Figure

PEOPLE = {
    "families": "parents and carers",
    "parent": "parents and relatives",
    "carer": "carers",
    "staff": "staff",
}
"""Audience -> the people, in a sentence."""
NAMES = {
    "families": "Families",
    "parent": "Parents",
    "carer": "Carers",
    "staff": "Staff",
}
"""Audience -> its short name in keys and table heads."""

LIMITS_NOTE = "† Fewer than 100 replies: read with care."


def in_ten(percent: int) -> str:
    """A share in words: ``About 4 in 10``; exact tens lose the "about"."""
    if percent in (25, 75):
        return f"{percent // 25} in 4"
    if percent < 5:
        return "Fewer than 1 in 20"
    if percent > 94:
        return "More than 9 in 10"
    tenths = (percent + 5) // 10
    return f"{tenths} in 10" if percent == tenths * 10 else f"About {tenths} in 10"


def share(figure: Figure, people: str) -> str:
    """``About 4 in 10 parents (38%)``. The figure must be shown."""
    assert figure.percent is not None
    return f"{in_ten(figure.percent)} {people} ({figure})"


def lower_first(words: str) -> str:
    """The words as the middle of a sentence."""
    return words[:1].lower() + words[1:]


def joined(words: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def thousands(count: int) -> str:
    """``29,455``."""
    return f"{count:,}"


def points(difference: int) -> str:
    """A difference between two shares, without its sign."""
    size = abs(difference)
    return f"{size} percentage point" + ("" if size == 1 else "s")


def day(iso: str) -> str:
    """``1 December 2026``; what is no ISO date stands as it is."""
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{when.day} {when:%B} {when.year}"


def sentence(words: str) -> str:
    """The words with a full stop, unless they end a sentence already."""
    return words if words.endswith((".", "?", "!")) else f"{words}."
