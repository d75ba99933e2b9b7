"""A tiny codebook and opened responses for the tests of the review app."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


def variable(code: str, kind: str = "single", options: tuple[str, ...] = ()) -> dict[str, Any]:
    """One variable of a codebook document; options are labelled by their code in capitals."""
    return {
        "code": code, "kind": kind, "label": f"What about {code}?",
        "options": [{"code": o, "label": o.capitalize()} for o in options],
        "missing": [o for o in options if o == "dont_know"], "scale": "",
        "favourable": [], "mirror": "", "stage": "S1", "asked": "",
    }  # fmt: skip


UNITS = ("SE", "NE", "city")

CODEBOOK: dict[str, Any] = {
    "format": "heard-codebook-1",
    "questionnaires": {
        "parent": {
            "title": "Parents", "version": "p1",
            "variables": [
                variable("ease", "single", ("easy", "hard", "dont_know")),
                variable("channel", "multi", ("999", "101", "online")),
                variable("area", "select", UNITS),
                variable("contact", "text"),
                variable("else", "text"),
                variable("quote", "single", ("yes", "paraphrase", "no")),
            ],
        },
        "staff": {
            "title": "Staff", "version": "s1",
            "variables": [
                variable("sector", "single", ("police", "health")),
                variable("unit", "select", UNITS),
                variable("harder", "text"),
            ],
        },
    },
}  # fmt: skip


@dataclass(frozen=True)
class OneResponse:
    """An opened response, as the box hands it over."""

    hash: str
    answers: Mapping[str, Any]
    wave: str = "w1"
    questionnaire: str = "parent"
    version: str = "p1"
    week: str = "2026-W47"
    language: str = "en"
    tag: str = ""
    look: bool = False


@dataclass(frozen=True)
class OneRejected:
    """An envelope that could not be opened."""

    hash: str
    reason: str


@dataclass(frozen=True)
class Export:
    """An opened export."""

    responses: Iterable[OneResponse] = ()
    rejected: Iterable[OneRejected] = field(default_factory=tuple)


def envelope(number: int) -> str:
    """The hash of an invented envelope."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def parents(count: int, start: int = 0, **fields: Any) -> list[OneResponse]:
    """Responses of parents, each with a comment that says its number."""
    return [
        OneResponse(
            envelope(n),
            {"ease": "hard" if n % 3 else "easy", "channel": ("999", "101"), "area": UNITS[n % 3],
             "contact": f"Call number {n}: they hung up on me."},
            **fields,
        )
        for n in range(start, start + count)
    ]  # fmt: skip
