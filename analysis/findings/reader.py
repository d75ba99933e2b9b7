"""Looks things up in a release, and says "unknown" where it does not hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from analysis.findings.figures import Figure, figure_of
from analysis.release.model import Cell, PublishedTable, Release

AUDIENCES = ("parent", "carer", "staff")


FORCE = "{force}"
"""Stands in a question for the name of the force."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A release, as the findings ask it."""

    release: Release

    @classmethod
    def of(cls, release: Release) -> Reader:
        """A reader of a release, with the force named in its questions."""
        name = release.document.get("force", {}).get("name") or "the police"

        def named(table: PublishedTable) -> PublishedTable:
            if FORCE not in table.question + table.title:
                return table
            question, title = (t.replace(FORCE, name) for t in (table.question, table.title))
            return replace(table, question=question, title=title)

        tables = {key: named(table) for key, table in release.tables.items()}
        return cls(replace(release, tables=tables))

    def table(self, key: str) -> PublishedTable | None:
        """The table with that key, published or withheld; None when there is none."""
        return self.release.tables.get(key)

    def part(self, name: str, default: Any) -> Any:
        """A part of release.json, or the default where an older release lacks it."""
        return self.release.document.get(name, default)

    def figure(self, key: str, code: str) -> Figure:
        """The share of one row."""
        table = self.table(key)
        return figure_of(table.row(code) if table else None, key)

    def favourable(self, key: str) -> Figure:
        """The share of favourable answers."""
        table = self.table(key)
        return figure_of(table.favourable if table else None, key)

    def base(self, key: str) -> int | None:
        """How many people gave a valid answer, rounded; None when that is not published."""
        table = self.table(key)
        return table.base if table else None

    def answers(self, variable: str, audiences: tuple[str, ...]) -> Iterator[PublishedTable]:
        """The tables of one question, audience by audience."""
        for audience in audiences:
            table = self.table(f"{audience}.{variable}")
            if table is not None:
                yield table

    def replies(self, audience: str) -> int | None:
        """How many replies a questionnaire had, rounded; None when that is not published."""
        table = self.table("replies")
        cell = table.row(audience) if table else None
        return cell.count if cell else None


def valid(table: PublishedTable) -> tuple[Cell, ...]:
    """The rows that count as an answer."""
    return tuple(cell for cell in table.rows if not cell.missing)
