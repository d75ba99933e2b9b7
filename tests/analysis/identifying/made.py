"""The generated set: templates times fillers, seeded, with the places of every detail known.

It is made of the sentences of ``sentences``, the details of ``fillers`` and sentences without any
detail from ``prose`` before or after. Nothing in it is about a real person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.analysis.identifying import fillers, prose, sentences

EACH = 240

CONTEXT = frozenset(
    [
        "the",
        "of",
        "on",
        "no",
        "number",
        "num",
        "ref",
        "reference",
        "shoulder",
        "collar",
        "warrant",
        "badge",
        "epaulette",
        "card",
        "crime",
        "case",
        "job",
        "log",
        "report",
        "incident",
        "complaint",
        "misper",
        "occurrence",
        "flat",
        "unit",
    ]
)
"""Words that lead to a detail and do not identify by themselves."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with one identifying detail, ``text[start:end]``."""

    type: str
    text: str
    start: int
    end: int

    @property
    def detail(self) -> str:
        return self.text[self.start : self.end]

    @property
    def needed(self) -> list[tuple[int, int]]:
        """Where the words stand that identify; "number" in "warrant number 3391" does not."""
        found = [m for m in re.finditer(r"\w+", self.detail) if m.group().lower() not in CONTEXT]
        return [(self.start + m.start(), self.start + m.end()) for m in found]


Way = tuple[Sequence[str], fillers.Filler]
SOURCES: dict[str, tuple[Way, ...]] = {
    "person": (
        (sentences.NAMED, fillers.named),
        (sentences.NAMED, fillers.named),
        (sentences.KIN, fillers.after_kin),
        (sentences.TITLED, fillers.titled),
        (sentences.SIGNED, fillers.signed),
    ),
    "phone": ((sentences.PHONE, fillers.phone),),
    "email": ((sentences.EMAIL, fillers.email),),
    "address": ((sentences.ADDRESS, fillers.address),),
    "postcode": ((sentences.POSTCODE, fillers.postcode),),
    "dob": ((sentences.DOB, fillers.dob),),
    "vehicle": ((sentences.VEHICLE, fillers.vehicle),),
    "nhs_number": ((sentences.NHS, fillers.nhs),),
    "ni_number": ((sentences.NI, fillers.ni),),
    "officer": (
        (sentences.OFFICER, fillers.officer),
        (sentences.OFFICER, fillers.officer),
        (sentences.OFFICER, fillers.officer),
        (sentences.SHOULDER, fillers.shoulder),
    ),
    "reference": ((sentences.REFERENCE, fillers.reference),),
    "organisation": ((sentences.ORGANISATION, fillers.organisation),),
    "handle": ((sentences.HANDLE, fillers.handle),),
}


def examples(kind: str, count: int = EACH, seed: int = 2022) -> list[Example]:
    """*count* different examples of one class; the same seed gives the same ones."""
    rng = Random(f"{seed}{kind}")
    found: list[Example] = []
    seen: set[tuple[str, str]] = set()
    while len(found) < count:
        templates, filler = rng.choice(SOURCES[kind])
        template, detail = rng.choice(templates), filler(rng)
        if (template, detail) not in seen:
            seen.add((template, detail))
            found.append(_example(kind, template, detail, rng))
    return found


def _example(kind: str, template: str, detail: str, rng: Random) -> Example:
    before, after = template.split("{}")
    if rng.random() < 0.4:
        before = f"{rng.choice(prose.CLEAN)} {before}"
    if rng.random() < 0.3 and template not in sentences.SIGNED:
        after = f"{after} {rng.choice(prose.CLEAN)}"
    return Example(kind, f"{before}{detail}{after}", len(before), len(before) + len(detail))
