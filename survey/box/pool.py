"""The mixing pool: the only way into the box, and it keeps no order.

An envelope is cut into equal pieces. A new piece goes to a random free place of ``pend``,
whose places are laid out once and for all. When a batch (50 or more) has come together, its
pieces move into ``sealed`` by an inside-out Fisher-Yates shuffle: the piece takes a place
drawn among all, and the piece that lay there moves to a new place at the end. So ``sealed``
is at every moment a uniformly random arrangement of what it holds, whatever came first, and
a flush touches two pages a piece however large the box has grown. A piece is overwritten
where it lies (same length, a page of its own): the file's layout depends on how many pieces
there are and on nothing else.

Sources: R. Durstenfeld, Algorithm 235 (1964), in its inside-out form; D. Molnar and others,
"Tamper-evident, history-independent, subliminal-free data structures on PROM storage" (2006),
for storing ballots so that the store forgets their order.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from survey.box.envelope import SIZES, VERSION, named_key
from survey.box.schema import PIECE, PIECE_DATA, box, invited, pend, sealed, wave
from survey.box.store import reading, writing

ID = 16
HEAD = 2 + ID
"""Bytes before a piece's data: number of parts (0: an empty place), part, envelope id."""

_EMPTY = bytes(PIECE)


class NotStored(Exception):  # noqa: N818 - says what happened
    """Nothing was stored, so it may be sent again. The message holds nothing of the answer."""


class BoxClosed(NotStored):
    """No open wave takes this envelope."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What may be shown: envelopes in the box at the last flush, in all and by wave name."""

    total: int
    waves: dict[str, int]


def add(engine: Engine, envelope: bytes) -> None:
    """Put one envelope into the box, durably: when this returns it survives a power cut.

    Raises :class:`BoxClosed` when its wave is not open, and :class:`NotStored` when it could
    not be written (disk full, database busy); then nothing of it is kept.
    """
    if len(envelope) not in SIZES or envelope[0] != VERSION:
        raise NotStored("This is not a whole envelope.")
    try:
        with writing(engine) as connection:
            _require_open(connection, named_key(envelope))
            row = connection.execute(_STATE).one()
            _put(connection, envelope, row.places)
            if row.pending + 1 >= row.batch:
                _flush(connection)
            else:
                connection.execute(_COUNTED, {"now": row.pending + 1})
    except (DBAPIError, OSError) as error:
        reason = getattr(error, "orig", error).__class__.__name__
        raise NotStored(f"The box could not be written ({reason}); nothing was kept.") from None


def counts(engine: Engine) -> Counts:
    """How many envelopes the box held at the last flush; never how many are pending."""
    with reading(engine) as connection:
        rows = connection.execute(select(wave.c.name, wave.c.sealed)).all()
    waves = {row.name: row.sealed for row in rows}
    return Counts(sum(waves.values()), waves)


def flush(connection: Connection) -> None:
    """Move all that is pending into ``sealed``: for the closing of a wave only."""
    _flush(connection)


def pieces(envelope: bytes) -> Iterator[bytes]:
    """Cut an envelope into pieces of :data:`PIECE` bytes."""
    identity = hashlib.sha256(envelope).digest()[:ID]
    parts = len(envelope) // PIECE_DATA
    for part in range(parts):
        data = envelope[part * PIECE_DATA : (part + 1) * PIECE_DATA]
        yield bytes([parts, part]) + identity + data


# Statements are made once: every send runs them, and making them costs more than running them.
_OPEN = select(wave.c.name).where(wave.c.key_id == bindparam("key"), wave.c.state == "open")
_STATE = select(box.c.batch, box.c.places, box.c.pending)
_COUNTED = update(box).values(pending=bindparam("now"))
_PARTS = select(func.substr(pend.c.piece, 1, 1)).where(pend.c.place == bindparam("at"))
_WAITING = select(pend.c.place, pend.c.piece).where(func.substr(pend.c.piece, 1, 1) != b"\0")
_LAY = update(pend).where(pend.c.place == bindparam("at")).values(piece=bindparam("new"))
_SEALED = (
    update(wave)
    .where(wave.c.key_id == bindparam("key"))
    .values(sealed=wave.c.sealed + bindparam("more"))
)
_SHOWN = update(invited).values(shown=invited.c.used)


def _require_open(connection: Connection, key: bytes) -> None:
    if connection.execute(_OPEN, {"key": key}).first() is None:
        raise BoxClosed("No open wave takes this envelope; nothing was kept.")


def _put(connection: Connection, envelope: bytes, places: int) -> None:
    for piece in pieces(envelope):
        place = _free_place(connection, places)
        connection.execute(_LAY, {"at": place, "new": piece})


def _free_place(connection: Connection, places: int) -> int:
    # There is room for a batch of the largest envelopes: a few draws find a free place.
    while True:
        place = secrets.randbelow(places)
        if connection.execute(_PARTS, {"at": place}).scalar_one() == b"\0":
            return place


def _flush(connection: Connection) -> None:
    waiting = connection.execute(_WAITING).all()
    end = last_place(connection, sealed)
    for number, row in enumerate(waiting, 1):
        shuffle_in(connection, sealed.c.piece, row.piece, end + number)
    if waiting:
        connection.execute(_LAY, [{"at": row.place, "new": _EMPTY} for row in waiting])
    for key, count in _tally([row.piece for row in waiting]).items():
        connection.execute(_SEALED, {"key": key, "more": count})
    connection.execute(_SHOWN)
    connection.execute(_COUNTED, {"now": 0})


def last_place(connection: Connection, table: Table) -> int:
    """The last place of a shuffled table, 0 when it is empty."""
    return connection.execute(select(func.max(table.c.place))).scalar() or 0


def shuffle_in(connection: Connection, column: Column[bytes], value: bytes, end: int) -> None:
    """Give ``value`` a uniformly random place of 1..end; what lay there moves to ``end``.

    ``column`` belongs to a table with places 1..end-1 whose values all have one length.
    """
    read, write, append = _shuffling(column)
    place = 1 + secrets.randbelow(end)
    if place == end:
        connection.execute(append, {"place": end, column.name: value})
        return
    moved = connection.execute(read, {"at": place}).scalar_one()
    connection.execute(append, {"place": end, column.name: moved})
    connection.execute(write, {"at": place, "new": value})


@cache
def _shuffling(column: Column[bytes]) -> tuple[Select[Any], Update, Insert]:
    table = column.table
    here = table.c.place == bindparam("at")
    write = update(table).where(here).values({column.name: bindparam("new")})
    return select(column).where(here), write, insert(table)


def _tally(waiting: list[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for piece in waiting:
        if piece[1] == 0:
            key = named_key(piece[HEAD:])
            found[key] = found.get(key, 0) + 1
    return found
