"""What is known of the Committee's report, beside what these findings have to do with it."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from analysis.findings.concerns import Concern, concerns
from analysis.findings.reader import Reader

UNNUMBERED = "number not known"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation as far as it is known; ``number`` is empty until it is."""

    number: str
    says: str
    bears: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of the Committee, with the concerns of this review that bear on it."""

    key: str
    says: str
    concerns: tuple[Concern, ...]
    limit: str


@dataclass(frozen=True, slots=True)
class Committee:
    """The Committee's report, as far as it is known."""

    title: str
    in_all: int
    recommendations: tuple[Recommendation, ...]
    findings: tuple[Finding, ...]

    @property
    def unknown(self) -> int:
        """How many recommendations are not known to this summary."""
        return self.in_all - len(self.recommendations)


@functools.cache
def document() -> Mapping[str, Any]:
    """committee.toml as plain data."""
    text = files("analysis.findings").joinpath("committee.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def committee(reader: Reader) -> Committee:
    """The Committee's known findings with the concerns that the coding frame maps to each."""
    coded = concerns(reader)
    known = document()
    return Committee(
        title=known["title"],
        in_all=known["recommendations_in_all"],
        recommendations=tuple(
            Recommendation(entry["number"] or UNNUMBERED, entry["says"], entry["bears"])
            for entry in known["recommendation"]
        ),
        findings=tuple(
            Finding(
                entry["key"],
                entry["says"],
                tuple(c for c in coded if entry["key"] in c.maps),
                entry.get("limit", ""),
            )
            for entry in known["finding"]
        ),
    )
