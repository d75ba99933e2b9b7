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

from sqlalchemy import Column, Connection, Engine, Table, func, insert, select, update
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
            row = connection.execute(select(box.c.batch, box.c.places, box.c.pending)).one()
            _put(connection, envelope, row.places)
            if row.pending + 1 >= row.batch:
                _flush(connection)
            else:
                connection.execute(update(box).values(pending=row.pending + 1))
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


def _require_open(connection: Connection, key: bytes) -> None:
    open_wave = select(wave.c.name).where(wave.c.key_id == key, wave.c.state == "open")
    if connection.execute(open_wave).first() is None:
        raise BoxClosed("No open wave takes this envelope; nothing was kept.")


def _put(connection: Connection, envelope: bytes, places: int) -> None:
    for piece in pieces(envelope):
        place = _free_place(connection, places)
        connection.execute(update(pend).where(pend.c.place == place).values(piece=piece))


def _free_place(connection: Connection, places: int) -> int:
    # There is room for a batch of the largest envelopes: a few draws find a free place.
    while True:
        place = secrets.randbelow(places)
        parts = select(func.substr(pend.c.piece, 1, 1)).where(pend.c.place == place)
        if connection.execute(parts).scalar_one() == b"\0":
            return place


def _flush(connection: Connection) -> None:
    rows = connection.execute(select(pend.c.place, pend.c.piece)).all()
    waiting = [row for row in rows if row.piece[0]]
    end = last_place(connection, sealed)
    for number, row in enumerate(waiting, 1):
        shuffle_in(connection, sealed.c.piece, row.piece, end + number)
        connection.execute(update(pend).where(pend.c.place == row.place).values(piece=_EMPTY))
    for key, count in _tally([row.piece for row in waiting]).items():
        connection.execute(
            update(wave).where(wave.c.key_id == key).values(sealed=wave.c.sealed + count)
        )
    connection.execute(update(invited).values(shown=invited.c.used))
    connection.execute(update(box).values(pending=0))


def last_place(connection: Connection, table: Table) -> int:
    """The last place of a shuffled table, 0 when it is empty."""
    return connection.execute(select(func.max(table.c.place))).scalar() or 0


def shuffle_in(connection: Connection, column: Column[bytes], value: bytes, end: int) -> None:
    """Give ``value`` a uniformly random place of 1..end; what lay there moves to ``end``.

    ``column`` belongs to a table with places 1..end-1 whose values all have one length.
    """
    table = column.table
    place = 1 + secrets.randbelow(end)
    if place == end:
        connection.execute(insert(table), {"place": end, column.name: value})
        return
    moved = connection.execute(select(column).where(table.c.place == place)).scalar_one()
    connection.execute(insert(table), {"place": end, column.name: moved})
    connection.execute(update(table).where(table.c.place == place), {column.name: value})


def _tally(waiting: list[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for piece in waiting:
        if piece[1] == 0:
            key = named_key(piece[HEAD:])
            found[key] = found.get(key, 0) + 1
    return found
