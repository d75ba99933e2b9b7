"""What every export says of itself: who, when, under which rules, and what its signs mean."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.export.figures import plain
from analysis.export.wording import Wording

TITLE = "What parents, carers and staff told us about reporting a child missing"

SHORTHAND = (
    ("[c]", "Suppressed: hidden to protect people. It does not mean zero."),
    ("[x]", "Not available: too few replies to publish anything of this table."),
    ("[z]", "Does not apply: an answer outside the percentages, or a count of replies."),
    ("[u]", "No percentage: its base is under {minimum_percent_base} people."),
)
SUPPRESSED, NOT_ENOUGH, NOT_APPLICABLE, UNRELIABLE = (sign for sign, _ in SHORTHAND)


@dataclass(frozen=True)
class Imprint:
    """Facts of a release that every format repeats. ``created`` is an ISO date."""

    release: str
    wave: str
    created: str
    demo: bool
    signed: bool
    software: str
    force: str
    operator: str
    contact: str
    rules: Mapping[str, Any]

    @property
    def day(self) -> str:
        """The date in words."""
        day = datetime.date.fromisoformat(self.created)
        return f"{day.day} {day:%B} {day.year}"

    @property
    def publisher(self) -> str:
        """Who runs the review, as far as it is known."""
        return self.operator or "The review team"

    @property
    def producer(self) -> str:
        """The software that made the files."""
        return f"Heard {self.software}".strip()


def imprint(document: Mapping[str, Any], *, signed: bool) -> Imprint:
    """The facts of a release document; ``signed`` tells a published release from a draft."""
    operator = document.get("operator") or {}
    return Imprint(
        release=document["id"],
        wave=plain(document["wave"]),
        created=document["created"],
        demo=bool(document["demo"]),
        signed=signed,
        software=document.get("software", ""),
        force=plain((document.get("force") or {}).get("name", "")),
        operator=plain(operator.get("name", "")),
        contact=plain(operator.get("contact", "")),
        rules=document["rules"],
    )


def warnings(facts: Imprint) -> list[str]:
    """What must be read before any figure."""
    found = []
    if facts.demo:
        found.append("Demonstration: these answers are invented. Nobody said any of this.")
    if not facts.signed:
        found.append("Draft: this release has not been published. Do not pass it on.")
    return found


def shorthand(facts: Imprint) -> list[tuple[str, str]]:
    """Each sign and what it means."""
    return [(sign, words.format(**facts.rules)) for sign, words in SHORTHAND]


def notes(facts: Imprint) -> list[str]:
    """How the figures of a release are to be read."""
    rules = facts.rules
    return [
        f"Counts and bases are people, rounded to the nearest {rules['round_to']}. Percentages "
        "are whole numbers made from the rounded figures, so anybody can work them out again.",
        f"No group of fewer than {rules['minimum_cell']} people is shown, nor a figure from which "
        "such a group could be worked out.",
        f"A percentage needs a base of {rules['minimum_percent_base']} people. “Few replies” "
        f"marks a base under {rules['flag_percent_base']}.",
        "The base of a percentage is the people with a valid answer to the question. Answers such "
        "as “I do not know” stand outside it and have a count alone.",
        "“Favourable” is the share of the base whose answer counts as a good experience.",
        "People chose to answer: they are no sample of everybody who reported a child missing, so "
        "there is no margin of error, and a difference between groups may be chance.",
        "A table that could not be issued again without exposing new replies keeps the figures of "
        "an earlier release, and names it.",
    ]


def language_note(wording: Wording) -> str:
    """In which language labels are; empty for English."""
    if wording.english:
        return ""
    state = "a draft that no person has confirmed yet" if wording.draft else "confirmed by a person"
    return (
        f"Questions and answers are in {wording.name} ({wording.language}); the translation is "
        f"{state}. Where a text has no translation, and in all headings and notes, it is English."
    )
