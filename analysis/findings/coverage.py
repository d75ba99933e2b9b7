"""Who answered and who did not, beside the little that is known from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings.exhibits import Exhibit
from analysis.findings.journey import profiles
from analysis.findings.reader import AUDIENCES, Reader
from analysis.findings.wording import NAMES, PEOPLE, thousands

LONDON = "London"


@dataclass(frozen=True, slots=True)
class Known:
    """One figure from elsewhere. ``value`` as printed; ``status`` says how far to trust it."""

    label: str
    value: str
    unit: str
    period: str
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class Replies:
    """How many replies one questionnaire had; ``words`` is a figure or why there is none."""

    audience: str
    people: str
    words: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Groups of one question with too few replies to show."""

    question: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything of the chapter "Who answered and who did not"."""

    replies: tuple[Replies, ...]
    total: int | None
    known: tuple[Known, ...]
    warning: str
    profiles: tuple[Exhibit, ...]
    quiet: tuple[Quiet, ...]


def coverage(reader: Reader) -> Coverage:
    """Read the release's coverage."""
    denominators: Mapping[str, Any] = reader.part("denominators", {})
    return Coverage(
        replies=tuple(_replies(reader, audience) for audience in AUDIENCES),
        total=reader.base("replies"),
        known=tuple(
            _known(entry)
            for entry in denominators.get("denominators", ())
            if entry.get("area") == LONDON
        ),
        warning=str(denominators.get("warning", "")),
        profiles=profiles(reader),
        quiet=_quiet(reader),
    )


def _replies(reader: Reader, audience: str) -> Replies:
    count = reader.replies(audience)
    words = "too few to show" if count is None else f"about {thousands(count)}"
    return Replies(audience, PEOPLE[audience], words, count)


def _known(entry: Mapping[str, Any]) -> Known:
    value = entry.get("value")
    words = thousands(value) if isinstance(value, int) else "not known"
    source = f"{entry.get('source', '')} ({entry.get('source_date', '')})"
    return Known(
        entry["label"],
        words,
        str(entry.get("unit", "")),
        str(entry.get("period", "")),
        source,
        entry["status"],
    )


def _quiet(reader: Reader) -> tuple[Quiet, ...]:
    """The groups whose number may not be shown, question by question, as the release lists them."""
    groups: dict[str, list[str]] = {}
    for entry in reader.part("coverage", {}).get("too_few", ()):
        groups.setdefault(entry["table"], []).append(entry["label"])
    found = []
    for key, labels in groups.items():
        table = reader.table(key)
        if table is not None:
            question = f"{NAMES[table.questionnaire]}: {table.question}"
            found.append(Quiet(question, tuple(labels)))
    return tuple(found)
