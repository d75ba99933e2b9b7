"""Group codes: everybody in a group of 50 or more is given the same code.

A code says that somebody of the group answers, and never who. It is not kept with the answer:
only a count of the group goes up, and what is shown of the count is its state at the last
flush. A code bounds how often a group can answer, not how often one person does.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, insert, select, update
from sqlalchemy.exc import DBAPIError

from survey.box.schema import invited, wave
from survey.box.store import reading, writing

MINIMUM_PEOPLE = 50
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit or as another letter."""

LENGTH = 12
"""Symbols in a code: 60 bits, written in threes of four."""

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class GroupError(Exception):
    """A group that cannot be made; the message says why."""


class UnknownCode(GroupError):  # noqa: N818 - says what happened
    """No group of this wave and questionnaire has that code."""


class UsedUp(GroupError):  # noqa: N818 - says what happened
    """As many answers have come with this code as the group has people."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who share a code. ``answers`` counts up to the last flush only."""

    wave: str
    questionnaire: str
    name: str
    people: int
    answers: int


def new_code() -> str:
    """A fresh code as it is printed, ``XXXX-XXXX-XXXX``."""
    code = "".join(secrets.choice(SYMBOLS) for _ in range(LENGTH))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def create(engine: Engine, wave_name: str, questionnaire: str, name: str, people: int) -> str:
    """Make a group and return its code, which is kept nowhere: print it now.

    Raises :class:`GroupError` for fewer than 50 people, a name that is taken or no such wave.
    """
    code = new_code()
    add(engine, wave_name, questionnaire, [(name, people, code)])
    return code


def add(
    engine: Engine, wave_name: str, questionnaire: str, some: Sequence[tuple[str, int, str]]
) -> None:
    """Make all of ``some`` groups (name, people, code) or, when one is refused, none.

    Raises :class:`GroupError` as :func:`create`.
    """
    with writing(engine) as connection:
        for name, people, code in some:
            row = {
                "wave": wave_name,
                "questionnaire": questionnaire,
                "name": name,
                "code_hash": _hash(wave_name, clean(code)),
                "people": people,
                "used": 0,
                "shown": 0,
            }
            _require_good(connection, row, people)
            connection.execute(insert(invited), row)


def _require_good(connection: Connection, row: dict[str, object], people: int) -> None:
    if people < MINIMUM_PEOPLE:
        raise GroupError(
            f"A group has at least {MINIMUM_PEOPLE} people, and {row['name']!r} has {people}: "
            "with fewer, a code would say too much about who answered. Put groups together. "
            "No code was made."
        )
    known = connection.execute(select(wave.c.name).where(wave.c.name == row["wave"])).first()
    if known is None:
        raise GroupError(f"There is no wave called {row['wave']!r}.")
    same = [invited.c[key] == row[key] for key in ("wave", "questionnaire", "name")]
    if connection.execute(select(invited.c.name).where(*same)).first() is not None:
        raise GroupError(f"There is already a group called {row['name']!r}. Its code stays.")


def _hash(wave_name: str, code: str) -> bytes:
    return hashlib.blake2b(code.encode(), key=wave_name.encode()[:64], digest_size=32).digest()


def clean(typed: str) -> str:
    """A code as it was meant: capitals, no spaces or hyphens, O read as 0, I and L as 1."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum())
    return kept.translate(_MISREAD)


def asked_for(engine: Engine, wave_name: str) -> frozenset[str]:
    """The questionnaires that are answered with a code: those that a group was made for."""
    named = select(invited.c.questionnaire).where(invited.c.wave == wave_name).distinct()
    with reading(engine) as connection:
        return frozenset(connection.execute(named).scalars())


def required(engine: Engine, wave_name: str, questionnaire: str) -> bool:
    """Whether this questionnaire is answered with a code: it is once a group was made for it."""
    return questionnaire in asked_for(engine, wave_name)


def check(engine: Engine, wave_name: str, questionnaire: str, typed: str) -> str:
    """The name of the group whose code was typed, to hand to :func:`count` after sending.

    Raises :class:`UnknownCode` or :class:`UsedUp`.
    """
    hashed = _hash(wave_name, clean(typed))
    row = _find(engine, wave_name, questionnaire, invited.c.code_hash == hashed)
    if row is None:
        raise UnknownCode("This code is not known here.")
    if row.used >= row.people:
        raise UsedUp("This code has been used as often as it can be.")
    return str(row.name)


def has_room(engine: Engine, wave_name: str, questionnaire: str, name: str) -> bool:
    """Whether fewer answers have come from a group than it has people.

    Raises :class:`UnknownCode` when this wave has no such group: the code was typed in another.
    """
    row = _find(engine, wave_name, questionnaire, invited.c.name == name)
    if row is None:
        raise UnknownCode("This wave has no such group.")
    return bool(row.used < row.people)


def _find(
    engine: Engine, wave_name: str, questionnaire: str, which: ColumnElement[bool]
) -> Row[Any] | None:
    with reading(engine) as connection:
        return connection.execute(_of(wave_name, questionnaire).where(which)).first()


def count(engine: Engine, wave_name: str, questionnaire: str, name: str) -> None:
    """Count one answer of a group, after it was stored and in a transaction of its own.

    The bound is exact only for a caller that lets nobody else send between :func:`has_room` and
    this (``survey.collect.views.finish``); the count may pass it, and then says by how many.

    When it cannot be counted the answer stands all the same: the count is a bound, not a record.
    """
    chosen = (
        (invited.c.wave == wave_name)
        & (invited.c.questionnaire == questionnaire)
        & (invited.c.name == name)
    )
    try:
        with writing(engine) as connection:
            connection.execute(update(invited).where(chosen).values(used=invited.c.used + 1))
    except (DBAPIError, OSError):
        return


def every(engine: Engine, wave_name: str) -> list[Group]:
    """The groups of a wave, by questionnaire and name, with their answers at the last flush."""
    ordered = select(invited).where(invited.c.wave == wave_name)
    with reading(engine) as connection:
        rows = connection.execute(ordered.order_by("questionnaire", "name")).all()
    return [Group(row.wave, row.questionnaire, row.name, row.people, row.shown) for row in rows]


def _of(wave_name: str, questionnaire: str) -> Select[Any]:
    return select(invited).where(
        invited.c.wave == wave_name, invited.c.questionnaire == questionnaire
    )
