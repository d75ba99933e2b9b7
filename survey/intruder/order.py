"""Attacks that try to recover the order in which answers came.

Each channel takes a snapshot and the envelopes in their true order, and gives back the true
positions in the order that the channel shows. The attacks know nothing of how the box works:
they read whatever tables and bytes there are.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.intruder.chance import hits, tau, tau_limit
from survey.intruder.finding import positions
from survey.intruder.snapshot import PARTS, Snapshot, needle

PAGE = 4096
POOL = "pend"
Truth = dict[bytes, int]
"""Needle -> true position."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What one channel gave. ``tau`` and ``hits`` against ``limit`` (chance, four sigma)."""

    name: str
    found: int
    tau: float
    hits: int
    limit: float

    @property
    def broken(self) -> bool:
        """Whether the channel shows more of the order than chance."""
        return self.found > 1 and abs(self.tau) > self.limit


def attack(snapshot: Snapshot, envelopes: Sequence[bytes]) -> list[Channel]:
    """Run every channel. ``envelopes`` are known to the tester, in their true order.

    What waits in the mixing pool is attacked by itself: that it is the most recent is no secret
    (:func:`waiting` says which), its order is.
    """
    late = waiting(snapshot, envelopes)
    return [
        *_attack(snapshot, envelopes, set(range(len(envelopes))) - late, ""),
        *_attack(snapshot, envelopes, late, "waiting, "),
    ]


def waiting(snapshot: Snapshot, envelopes: Sequence[bytes]) -> set[int]:
    """True positions of the envelopes in a table called ``pend``: the most recent ones."""
    truth = {needle(envelope): place for place, envelope in enumerate(envelopes)}
    with snapshot.connection() as connection:
        rows = _rows(connection, POOL) if POOL in tables(connection) else []
    return {place for row in rows if (place := recognise(row, truth)) is not None}


def _attack(
    snapshot: Snapshot, envelopes: Sequence[bytes], places: set[int], prefix: str
) -> list[Channel]:
    if not places:
        return []
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    truths = {
        part: {needle(envelopes[place], part): rank for place, rank in ranks.items()}
        for part in PARTS
    }
    guesses = [*_byte_channels(snapshot, truths), *_table_channels(snapshot, truths[PARTS[0]])]
    return [_judge(prefix + name, guess) for name, guess in guesses]


def _judge(name: str, guess: list[int]) -> Channel:
    return Channel(name, len(guess), tau(guess), hits(guess), tau_limit(len(guess)))


Guess = tuple[str, list[int]]


def _byte_channels(snapshot: Snapshot, truths: dict[str, Truth]) -> Iterator[Guess]:
    """Where the bytes lie: in each file, in each page, and which copies are left over."""
    parts = list(truths)
    keys = {
        key: place * len(parts) + at
        for at, part in enumerate(parts)
        for key, place in truths[part].items()
    }
    for name, content in snapshot.files().items():
        found = positions(content, keys)
        for at, part in enumerate(parts):
            where = {n // len(parts): w for n, w in found.items() if n % len(parts) == at}
            yield from _bytes_of(f"{name}, {part}", where)


def _bytes_of(name: str, found: dict[int, list[int]]) -> Iterator[Guess]:
    if not found:
        return
    yield f"{name}: where it lies", _by({place: where[0] for place, where in found.items()})
    in_page = {place: where[0] % PAGE for place, where in found.items()}
    if len(set(in_page.values())) > 1:
        yield f"{name}: place within the page", _by(in_page)
    copies = {place: where[-1] for place, where in found.items() if len(where) > 1}
    if copies:
        yield f"{name}: copies left over", _by(copies)


def _by(values: dict[int, int]) -> list[int]:
    """True positions sorted by the value a channel gives them; ties in an order drawn anew.

    A fixed scramble would be the same in every run, and so would not average out over runs.
    """
    draw = secrets.SystemRandom().random
    scramble = {place: draw() for place in values}
    return sorted(values, key=lambda place: (values[place], scramble[place]))


def _table_channels(snapshot: Snapshot, truth: Truth) -> Iterator[Guess]:
    """What the tables say: the order they give by themselves, by row number, by any number."""
    with snapshot.connection() as connection:
        for table, columns in tables(connection).items():
            rows = _rows(connection, table)
            seen = [recognise(row, truth) for row in rows]
            if not any(place is not None for place in seen):
                continue
            yield f"{table}: as it is read", _first(seen)
            yield from _by_columns(table, columns, rows, seen)
            yield from _by_row_number(connection, table, truth)


def tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Table -> its columns."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        for (name,) in names
    }


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - from the schema


def recognise(row: Sequence[object], truth: Truth) -> int | None:
    """The true position of the envelope that a row holds the beginning of, if it does."""
    for value in row:
        if isinstance(value, bytes):
            for start in (100, 118):  # an envelope by itself, or behind a piece's head
                place = truth.get(value[start : start + 32])
                if place is not None:
                    return place
    return None


def _first(seen: Sequence[int | None]) -> list[int]:
    kept: dict[int, None] = {}
    for place in seen:
        if place is not None:
            kept.setdefault(place)
    return list(kept)


def _by_columns(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    seen: Sequence[int | None],
) -> Iterator[Guess]:
    for at, column in enumerate(columns):
        values = {
            place: row[at]
            for row, place in zip(rows, seen, strict=True)
            if place is not None and isinstance(row[at], (int, float, str))
        }
        if len(set(values.values())) > 1:
            numbers = {value: n for n, value in enumerate(sorted(set(values.values()), key=_key))}
            yield f"{table}.{column}", _by({p: numbers[v] for p, v in values.items()})


def _key(value: object) -> tuple[bool, object]:
    return isinstance(value, str), value


def _by_row_number(connection: sqlite3.Connection, table: str, truth: Truth) -> Iterator[Guess]:
    query = f'SELECT rowid, * FROM "{table}" ORDER BY rowid'  # noqa: S608 - from the schema
    try:
        rows = connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return  # WITHOUT ROWID
    yield f"{table}: row number", _first([recognise(row[1:], truth) for row in rows])


def sizes(snapshot: Snapshot, envelopes: Sequence[bytes]) -> Counter[int]:
    """The length attack: how many envelopes in the files are of each length."""
    keys = {needle(envelope): place for place, envelope in enumerate(envelopes)}
    found = {place for content in snapshot.files().values() for place in positions(content, keys)}
    return Counter(len(envelopes[place]) for place in found)
