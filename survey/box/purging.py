"""Clearing the box: removes one wave's envelopes and leaves no trace of them in the file."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, func, select, update

from survey.box.opening import every_place, index
from survey.box.schema import sealed
from survey.box.schema import wave as wave_table
from survey.box.store import writing
from survey.box.waves import Wave, WaveError


def purge(engine: Engine, wave: Wave) -> int:
    """Remove the envelopes of a closed wave from the box; returns how many there were.

    What is left of other waves is packed into the first places, which keeps it a random
    arrangement, and the file is then written anew. Raises :class:`WaveError` if the wave is
    not closed.
    """
    with writing(engine) as connection:
        state = select(wave_table.c.state).where(wave_table.c.name == wave.name)
        if connection.execute(state).scalar_one() != "closed":
            raise WaveError(f"The wave {wave.name!r} is not closed. Close it first.")
        gone = len(index(connection, wave.key_id))
        _remove(connection, every_place(connection, wave.key_id))
        zero = update(wave_table).where(wave_table.c.name == wave.name).values(sealed=0)
        connection.execute(zero)
    _vacuum(engine)
    return gone


def _remove(connection: Connection, places: set[int]) -> None:
    end = connection.execute(select(func.max(sealed.c.place))).scalar() or 0
    left = end - len(places)
    holes = sorted(place for place in places if place <= left)
    movers = sorted(set(range(left + 1, end + 1)) - places)
    for hole, mover in zip(holes, movers, strict=True):
        piece = select(sealed.c.piece).where(sealed.c.place == mover).scalar_subquery()
        connection.execute(update(sealed).where(sealed.c.place == hole).values(piece=piece))
    connection.execute(delete(sealed).where(sealed.c.place > left))


def _vacuum(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        connection.driver_connection.execute("VACUUM")  # type: ignore[union-attr]
    finally:
        connection.close()
