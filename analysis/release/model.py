"""A release: the only thing that reports, exports and the public ever see.

Its shape is described in docs/release-format.md. Nothing here imports the dataset or the
statistics, so that what is made from a release cannot reach behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = "heard-release-1"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published figure. ``count`` and ``base`` are people, rounded; ``percent`` is whole.

    ``status`` is shown, suppressed or not_enough. ``flag`` is ``""``, ``under_100`` (few
    replies) or ``under_30`` (too few for a percentage). ``estimate`` is an audit-corrected
    share in whole percent points (share, low, high), or None.
    """

    code: str
    label: str
    status: str
    count: int | None = None
    base: int | None = None
    percent: int | None = None
    flag: str = ""
    missing: bool = False
    favourable: bool = False
    estimate: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One published table; docs/release-format.md says what each field holds."""

    key: str
    kind: str
    about: str
    title: str
    question: str
    questionnaire: str
    variable: str
    stage: str
    mirror: str
    scale: str
    asked: str
    split: str
    status: str
    why: str
    base: int | None
    flag: str
    rows: tuple[Cell, ...]
    favourable: Cell | None
    issued_in: str
    issued_on: str

    def row(self, code: str) -> Cell | None:
        """The row with that code, or None."""
        return next((cell for cell in self.rows if cell.code == code), None)

    @property
    def published(self) -> bool:
        """False when nothing of the table could be published; ``why`` says why."""
        return self.status == "published"


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its document (release.json as plain data), its tables, its codebook."""

    document: Mapping[str, Any]
    tables: Mapping[str, PublishedTable]
    codebook: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The release's name, which is its folder's name."""
        return str(self.document["id"])

    def __iter__(self) -> Iterator[PublishedTable]:
        """The tables in their order."""
        return iter(self.tables.values())

    def __getitem__(self, part: str) -> Any:
        """One part of release.json: ``release["coverage"]``."""
        return self.document[part]


def table_to_data(table: PublishedTable) -> dict[str, Any]:
    """A table as plain JSON data."""
    names = [n for n in PublishedTable.__slots__ if n not in ("rows", "favourable")]
    data: dict[str, Any] = {name: getattr(table, name) for name in names}
    data["rows"] = [cell_to_data(cell) for cell in table.rows]
    data["favourable"] = cell_to_data(table.favourable) if table.favourable else None
    return data


def table_from_data(data: Mapping[str, Any]) -> PublishedTable:
    """A table from plain JSON data."""
    values = dict(data)
    values["rows"] = tuple(Cell(**row) for row in data["rows"])
    values["favourable"] = Cell(**data["favourable"]) if data["favourable"] else None
    return PublishedTable(**values)


def cell_to_data(cell: Cell) -> dict[str, Any]:
    """A cell as plain JSON data."""
    return {name: getattr(cell, name) for name in Cell.__slots__}
