"""One figure of a report, with what may be said about it.

A figure that cannot be shown says why: suppressed, too few replies and unknown are three
different things, and none of them is zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.release.model import Cell


class State(StrEnum):
    """What a reader may see of a figure."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    FEW = "few"
    UNKNOWN = "unknown"


WORDS = {
    State.SUPPRESSED: "suppressed to protect people",
    State.FEW: "too few replies to say",
    State.UNKNOWN: "not known",
}
"""What stands in a chart or sentence where the figure would have stood."""

SHORT = {
    State.SUPPRESSED: "suppressed",
    State.FEW: "too few replies",
    State.UNKNOWN: "not known",
}
"""The same for a table cell."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A released share: ``percent`` (whole, 0 to 100) of ``base`` replies, ``count`` of them.

    Counts and bases are rounded to 5 by the release. ``flagged`` is true when the base is under
    the release's caution line (100). ``table`` is the key of the released table it stands in.
    ``coding`` is the range of coding error in whole percent points, where people checked a random
    sample of the machine's coding; ``percent`` is then the corrected share.
    """

    state: State
    percent: int | None = None
    count: int | None = None
    base: int | None = None
    flagged: bool = False
    table: str = ""
    coding: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if (self.state is State.SHOWN) != (self.percent is not None):
            raise ValueError("A figure has a percentage if, and never unless, it is shown.")

    @property
    def shown(self) -> bool:
        """True when there is a percentage to print."""
        return self.percent is not None

    def __str__(self) -> str:
        """The percentage with its caution mark, or the words that stand in its place."""
        if self.percent is None:
            return WORDS[self.state]
        return f"{self.percent}%" + ("†" if self.flagged else "")

    @property
    def short(self) -> str:
        """As ``str``, worded for a table cell."""
        return str(self) if self.shown else SHORT[self.state]


UNKNOWN = Figure(State.UNKNOWN)
"""A figure the release does not hold."""


def gap(one: Figure, other: Figure) -> int | None:
    """``one`` minus ``other`` in percentage points; None unless both are shown."""
    if one.percent is None or other.percent is None:
        return None
    return one.percent - other.percent


def figure_of(cell: Cell | None, table: str) -> Figure:
    """The figure of a released cell; unknown when the release has no such cell."""
    if cell is None:
        return Figure(State.UNKNOWN, table=table)
    if cell.status == "suppressed":
        return Figure(State.SUPPRESSED, table=table)
    if cell.percent is None:
        return Figure(State.FEW, count=cell.count, base=cell.base, table=table)
    percent, coding = cell.percent, None
    if cell.estimate:
        percent = int(cell.estimate["share"])
        coding = (int(cell.estimate["low"]), int(cell.estimate["high"]))
    return Figure(
        State.SHOWN,
        percent=percent,
        count=cell.count,
        base=cell.base,
        flagged=cell.flag == "under_100",
        table=table,
        coding=coding,
    )
