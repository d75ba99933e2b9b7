"""What people wrote about: the codes of the coding frame, counted in people.

A code's share is of the people who wrote something that was read and coded, whatever question
they wrote it in. So a code stands once: in its first stage, or among those of no single stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.findings.exhibits import Column, Exhibit, Form, Line
from analysis.findings.figures import Figure
from analysis.findings.reader import Reader
from analysis.findings.wording import NAMES, PEOPLE, lower_first, share

SIDES = ("families", "staff")
"""Who is shown; parents and carers stand apart in the annex."""
MANY = 3
"""A code of more stages than this belongs to the whole journey."""
FEW = 2
"""Fewer concerns than this are said in a sentence."""
QUESTION = "Open questions: what people wrote, in their own words, coded with the coding frame."


@dataclass(frozen=True, slots=True)
class Concern:
    """One code with its families' figure; ``tone`` is concern or good."""

    code: str
    label: str
    tone: str
    maps: tuple[str, ...]
    stages: tuple[str, ...]
    definition: str
    figure: Figure

    @property
    def home(self) -> str:
        """The stage it stands in; empty for a code of the whole journey."""
        return self.stages[0] if 0 < len(self.stages) <= MANY else ""


def concerns(reader: Reader) -> tuple[Concern, ...]:
    """The codes of the frame in its order; none when nothing was coded."""
    frame: Mapping[str, Any] = reader.part("frame", {})
    if not frame or reader.table("concerns.families") is None:
        return ()
    return tuple(
        Concern(
            code["code"],
            code["label"],
            code["tone"],
            tuple(code["maps"]),
            tuple(code["stages"]),
            code["definition"],
            reader.figure("concerns.families", code["code"]),
        )
        for code in frame["codes"]
    )


def stage_exhibit(reader: Reader, stage: str) -> Exhibit | None:
    """The concerns that belong to one stage; None when there is nothing to draw."""
    here = [concern for concern in concerns(reader) if stage and concern.home == stage]
    if len(here) < FEW:
        return None
    return _exhibit(reader, f"concerns-{stage}", here)


def in_a_sentence(reader: Reader, stage: str) -> str:
    """What is said of a stage's concerns where there are too few for a chart."""
    here = [concern for concern in concerns(reader) if stage and concern.home == stage]
    if len(here) >= FEW:
        return ""
    who = f"{PEOPLE['families']} who wrote to us"
    shown = [concern for concern in here if concern.figure.shown]
    return " ".join(f"{share(c.figure, who)} named: {lower_first(c.label)}." for c in shown)


def throughout(reader: Reader) -> Exhibit | None:
    """The concerns that belong to the whole journey."""
    here = [concern for concern in concerns(reader) if not concern.home]
    return _exhibit(reader, "concerns-throughout", here)


def overview(reader: Reader) -> Exhibit | None:
    """Every code, the largest share of families first, good practice last."""
    chosen = [*ranked(reader), *ranked(reader, tone="good")]
    return _exhibit(reader, "concerns-all", chosen, SIDES[:1])


def ranked(reader: Reader, tone: str = "concern") -> list[Concern]:
    """Codes of one tone by families' share, largest first; those not shown come last."""
    chosen = [concern for concern in concerns(reader) if concern.tone == tone]
    return sorted(chosen, key=lambda c: -(c.figure.percent if c.figure.percent is not None else -1))


def asked_to_change(reader: Reader, audience: str, most: int) -> list[tuple[str, Figure]]:
    """What people wrote about most when asked for the one change; empty when not published."""
    key = f"concerns.{audience}.change"
    found = [
        (concern.label, reader.figure(key, concern.code))
        for concern in concerns(reader)
        if concern.tone == "concern"
    ]
    shown = [pair for pair in found if pair[1].shown]
    return sorted(shown, key=lambda pair: -(pair[1].percent or 0))[:most]


def _exhibit(
    reader: Reader, key: str, chosen: list[Concern], sides: tuple[str, ...] = SIDES
) -> Exhibit | None:
    if not chosen:
        return None
    columns = tuple(Column(w, NAMES[w], reader.base(f"concerns.{w}")) for w in sides)
    lines = tuple(
        Line(
            concern.code,
            concern.label + (" (good practice)" if concern.tone == "good" else ""),
            tuple(reader.figure(f"concerns.{who}", concern.code) for who in sides),
            good=concern.tone == "good",
        )
        for concern in chosen
    )
    made = Exhibit(
        key=key,
        form=Form.BARS,
        title=_title(chosen),
        question=QUESTION,
        columns=columns,
        lines=lines,
        tables=tuple(f"concerns.{who}" for who in sides),
        note="Percent of the people who wrote something. One person can name several concerns.",
    )
    return made if made.shown else None


def _title(chosen: list[Concern]) -> str:
    shown = [c for c in chosen if c.figure.shown and c.tone == "concern"]
    if not shown:
        return "What people wrote about"
    top = max(shown, key=lambda concern: concern.figure.percent or 0)
    who = f"{PEOPLE['families']} who wrote to us"
    return f"{share(top.figure, who)} named this concern: {lower_first(top.label)}"
