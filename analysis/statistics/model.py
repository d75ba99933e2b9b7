"""Tables as counted: exact, not yet fit to be seen by anybody outside the team.

Only :mod:`analysis.disclosure` turns them into published tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a table's counts hang together, which is what an attacker would use.

    ``single``: the valid rows add up to the base. ``multi``: each row is at most the base
    (several answers, or several concerns, by one person). ``split``: each row has a base of
    its own and counts the favourable answers in it. ``replies``: rows add up to the base and
    every row is a base of other tables.
    """

    SINGLE = "single"
    MULTI = "multi"
    SPLIT = "split"
    REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class Row:
    """One category. ``count`` is people. ``base`` is set in a split only (people).

    ``missing`` rows (don't know, prefer not to say) are outside the base.
    ``hidden`` rows are never published (unit not given) but an attacker may compute them.
    """

    code: str
    label: str
    count: int
    base: int | None = None
    missing: bool = False
    favourable: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One counted table.

    ``base`` is the number of people with a valid answer. ``favourable`` is the number of them
    who answered favourably, None when the scale has no favourable side. ``parts`` are keys of
    tables whose counts add up to this one's; ``within`` is the key of the table that a split
    divides, or that counts a wider group; ``row`` the row of it, where it divides a row.
    """

    key: str
    title: str
    question: str
    questionnaire: str
    variable: str
    kind: Kind
    base: int
    rows: tuple[Row, ...]
    stage: str = ""
    mirror: str = ""
    scale: str = ""
    asked: str = ""
    favourable: int | None = None
    split: str = ""
    parts: tuple[str, ...] = ()
    within: str = ""
    row: str = ""
    about: str = "answers"

    def row_of(self, code: str) -> Row | None:
        """The row with that code, or None."""
        return next((row for row in self.rows if row.code == code), None)
