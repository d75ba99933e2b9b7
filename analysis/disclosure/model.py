"""What disclosure control decides about: cells, and what may be said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

BASE = "*base"
FAVOURABLE = "*favourable"

CellId = tuple[str, str]
"""(table key, row code), or :data:`BASE` or :data:`FAVOURABLE` in place of the row."""


class Status(StrEnum):
    """What a published cell is: a figure, hidden to protect people, or too few to say."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"
    NOT_ENOUGH = "not_enough"


class Reason(StrEnum):
    """Why a cell is hidden. Never published cell by cell: it would help an attacker."""

    SMALL = "small"
    COMPLEMENT = "complement"
    PROTECTS = "protects another cell"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which cells are hidden and why; every other cell is shown."""

    hidden: Mapping[CellId, Reason] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    """Tables of which nothing is left to publish."""

    def visible(self, cell: CellId) -> bool:
        """True when the cell's figure is published."""
        return cell not in self.hidden and cell[0] not in self.withheld

    def status(self, cell: CellId) -> Status:
        """Shown, suppressed, or (in a withheld table) not enough replies."""
        if cell[0] in self.withheld:
            return Status.NOT_ENOUGH
        return Status.SUPPRESSED if cell in self.hidden else Status.SHOWN
