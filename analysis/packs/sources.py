"""Numbered sources: from any figure of a pack to its table, rules, versions and method."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from analysis.findings.reader import Reader
from analysis.findings.wording import NAMES


@dataclass(frozen=True, slots=True)
class Source:
    """One table that figures were taken from. ``number`` is how a pack cites it."""

    number: int
    key: str
    title: str
    who: str


@dataclass
class Sources:
    """The tables cited so far, numbered in the order of their first citation.

    ``tables`` is the address of the site's table pages, or empty where there is no site (a PDF).
    """

    reader: Reader
    tables: str = ""
    keys: list[str] = field(default_factory=list)

    def mark(self, key: str) -> Markup:
        """The citation ``[3]``, linked to the source of that number."""
        if self.reader.table(key) is None:
            return Markup("")
        if key not in self.keys:
            self.keys.append(key)
        number = self.keys.index(key) + 1
        return Markup('<a class="cite" href="#source-{0}">[{0}]</a>').format(number)

    def marks(self, keys: tuple[str, ...]) -> Markup:
        """Several citations."""
        return Markup("").join(self.mark(key) for key in keys)

    @property
    def cited(self) -> list[Source]:
        """Every table cited, in the order of its number. Read it after the pack is filled."""
        found = []
        for number, key in enumerate(self.keys, 1):
            table = self.reader.table(key)
            assert table is not None
            who = NAMES.get(table.questionnaire, "Everybody")
            found.append(Source(number, key, table.question or table.title, who))
        return found
