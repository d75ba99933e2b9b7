"""Exactly what we keep: every table and column of both databases, why, and how long.

The words stand in ``kept.toml``; a test compares them with the databases. The public page shows
them, and the intruder's kit takes them as the list of what may be there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from survey.config import Settings
from survey.definition.model import Text

SOURCE = Path(__file__).resolve().with_name("kept.toml")
CONTEXT = "what is kept"
"""One context for all: the same words are translated once."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and what stands in it."""

    name: str
    what: Text


@dataclass(frozen=True, slots=True)
class Table:
    """One table: on which ``side`` (collect or review) it lies, why, for how long.

    ``how_long`` may name dates in braces, as ``{answers_until}``; ``values`` says what to put
    there (empty text: the operator has not decided yet).
    """

    side: str
    name: str
    why: Text
    how_long: Text
    values: dict[str, str]
    columns: tuple[Column, ...]
    team: bool = False
    """Whether it is about members of the review team, and about nobody who answered."""


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def tables(settings: Settings) -> tuple[Table, ...]:
    """Everything that is kept under these settings, in the order in which an answer meets it."""
    values = {
        "envelopes_until": settings.retention.envelopes_until,
        "answers_until": settings.retention.answers_until,
        "text_months": str(settings.retention.text_months),
    }
    return tuple(_table(entry, values) for entry in _document()["table"])


def _table(entry: dict[str, Any], values: dict[str, str]) -> Table:
    return Table(
        entry["side"],
        entry["name"],
        Text(CONTEXT, entry["why"]),
        Text(CONTEXT, entry["how_long"]),
        values,
        tuple(Column(name, Text(CONTEXT, what)) for name, what in entry["columns"].items()),
        entry.get("team", False),
    )


def columns(side: str) -> frozenset[str]:
    """Every column of one side that is explained, as ``table.column``."""
    return frozenset(
        f"{entry['name']}.{column}"
        for entry in _document()["table"]
        if entry["side"] == side
        for column in entry["columns"]
    )


def files() -> dict[str, Text]:
    """Every file that may lie in the collect folder, and what it is.

    A name that ends with ``/`` stands for whatever lies in that folder.
    """
    return {name: Text(CONTEXT, what) for name, what in _document()["files"].items()}


CANNOT_PROMISE = (
    Text(
        CONTEXT,
        "For the moment in which you send a page, the machine that takes it sees your words and "
        "your internet address together. It writes neither down. We say that nothing that could "
        "link you is kept. We do not say that nobody could ever have looked.",
    ),
    Text(
        CONTEXT,
        "Your internet provider, your employer or whoever runs the network you use can see that "
        "you visited this site and when, though not what you wrote. Use your own phone and your "
        "own connection, or the Tor Browser, if that matters to you.",
    ),
    Text(
        CONTEXT,
        "Somebody who uses your phone or computer can see in its history that you were here.",
    ),
    Text(
        CONTEXT,
        "What you write may say who you are. We hide names and other details before anybody "
        "reads your words, but a story that only you could tell may still be recognised.",
    ),
    Text(
        CONTEXT,
        "The last answers of a period move into the box together even if they are fewer than 50.",
    ),
    Text(
        CONTEXT,
        "A court can order us to hand over what we keep. That is the list on this page.",
    ),
)
"""What software cannot promise, in the same plain words."""


def texts() -> tuple[Text, ...]:
    """Every visible text of the page, for translators."""
    found: list[Text] = []
    for table in tables(Settings(instance=Path())):
        found += [table.why, table.how_long, *(column.what for column in table.columns)]
    return tuple(dict.fromkeys((*found, *files().values(), *CANNOT_PROMISE)))
