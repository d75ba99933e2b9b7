"""Waves: a period of asking, with its own key pair. Dates only, never times."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from survey.box import pool, schema
from survey.box.envelope import key_id
from survey.box.store import reading, writing

_table = schema.wave


class WaveError(Exception):
    """A wave that cannot be made, opened or closed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave. ``state`` is draft, open or closed; ``sealed`` counts envelopes at the last
    flush. Answers may be withdrawn up to and including ``withdraw_until``."""

    name: str
    state: str
    public_key: bytes
    key_id: bytes
    closes_on: datetime.date
    withdraw_until: datetime.date
    sealed: int = 0


def current(engine: Engine, today: datetime.date | None = None) -> Wave | None:
    """The wave that takes answers today, or None: no wave is open, or its last day is over."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    for wave in every(engine):
        if wave.state == "open" and wave.closes_on >= today:
            return wave
    return None


def every(engine: Engine) -> list[Wave]:
    """All waves, by name."""
    with reading(engine) as connection:
        rows = connection.execute(select(_table).order_by(_table.c.name)).mappings().all()
    return [_wave(row) for row in rows]


def get(engine: Engine, name: str) -> Wave:
    """The wave of that name; raises :class:`WaveError` when there is none."""
    for wave in every(engine):
        if wave.name == name:
            return wave
    raise WaveError(f"There is no wave called {name!r}. `heard wave list` shows the waves.")


def create(
    engine: Engine,
    name: str,
    public_key: bytes,
    closes_on: datetime.date,
    withdraw_until: datetime.date,
) -> Wave:
    """Make a draft wave that seals to ``public_key`` (32 bytes).

    Raises :class:`WaveError` when the name or the key is taken, or the dates are out of order.
    """
    if len(public_key) != 32:
        raise WaveError("The public key is not 32 bytes long. Make one with `heard keys create`.")
    if withdraw_until < closes_on:
        raise WaveError("The last day to withdraw comes before the last day to answer.")
    wave = Wave(name, "draft", public_key, key_id(public_key), closes_on, withdraw_until)
    with writing(engine) as connection:
        taken = connection.execute(
            select(_table.c.name).where((_table.c.name == name) | (_table.c.key_id == wave.key_id))
        ).first()
        if taken is not None:
            raise WaveError(
                f"The wave {taken.name!r} already has this name or this key. "
                "Every wave has its own name and its own key pair."
            )
        connection.execute(insert(_table), _row(wave))
    return wave


def open_wave(engine: Engine, name: str) -> Wave:
    """Open a draft wave; one wave is open at a time. Raises :class:`WaveError`."""
    wave = get(engine, name)
    with writing(engine) as connection:
        other = connection.execute(select(_table.c.name).where(_table.c.state == "open")).first()
        if other is not None and other.name != name:
            raise WaveError(f"The wave {other.name!r} is open. Close it first.")
        _move(connection, wave, "draft", "open")
    return get(engine, name)


def close_wave(engine: Engine, name: str) -> Wave:
    """Close an open wave and move the last, smaller batch into the box. For good."""
    wave = get(engine, name)
    with writing(engine) as connection:
        _move(connection, wave, "open", "closed")
        pool.flush(connection)
    return get(engine, name)


def _move(connection: Connection, wave: Wave, before: str, after: str) -> None:
    moved = connection.execute(
        update(_table)
        .where(_table.c.name == wave.name, _table.c.state == before)
        .values(state=after)
    )
    if moved.rowcount != 1:
        raise WaveError(
            f"The wave {wave.name!r} is {wave.state}, not {before}. "
            "A wave goes from draft to open to closed, once."
        )


def _row(wave: Wave) -> dict[str, Any]:
    return {
        "name": wave.name,
        "state": wave.state,
        "public_key": wave.public_key,
        "key_id": wave.key_id,
        "closes_on": wave.closes_on.isoformat(),
        "withdraw_until": wave.withdraw_until.isoformat(),
        "sealed": wave.sealed,
    }


def _wave(row: Any) -> Wave:
    return Wave(
        row["name"],
        row["state"],
        row["public_key"],
        row["key_id"],
        datetime.date.fromisoformat(row["closes_on"]),
        datetime.date.fromisoformat(row["withdraw_until"]),
        row["sealed"],
    )
