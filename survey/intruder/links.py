"""Attacks that try to link codes to answers, and snapshots to each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from survey.intruder.finding import positions
from survey.intruder.order import Truth, recognise, tables
from survey.intruder.snapshot import Snapshot, needle


@dataclass(frozen=True, slots=True)
class Link:
    """One way of pairing codes with answers: right pairs, and how many chance gives."""

    name: str
    right: int
    chance: float
    limit: float

    @property
    def broken(self) -> bool:
        """Whether more pairs were right than blind pairing gives once in 30,000 tries."""
        return self.right > self.limit


def attack(snapshot: Snapshot, envelopes: Sequence[bytes], codes: Sequence[str]) -> list[Link]:
    """Pair answers with the codes they came with. ``codes[i]`` belongs to ``envelopes[i]``.

    Every table that names codes (or groups) is laid beside every table that holds envelopes,
    in the order in which each is read and in the order of their row numbers.
    """
    truth = {needle(envelope): place for place, envelope in enumerate(envelopes)}
    with snapshot.connection() as connection:
        reads = {
            f"{table}{how}": _read(connection, table, order)
            for table in tables(connection)
            for how, order in (("", ""), (" by row number", " ORDER BY rowid"))
        }
    holding = {name: places for name, rows in reads.items() if (places := _places(rows, truth))}
    naming = {
        name + how: named
        for name, rows in reads.items()
        for how, counted in (("", False), (", as counted", True))
        if (named := _codes(rows, codes, counted))
    }
    return [
        _pair(f"{one} beside {other}", holding[one], naming[other], codes)
        for one in holding
        for other in naming
    ]


def _read(connection: sqlite3.Connection, table: str, order: str) -> list[tuple[object, ...]]:
    try:
        return connection.execute(f'SELECT * FROM "{table}"{order}').fetchall()  # noqa: S608
    except sqlite3.OperationalError:
        return []


def _places(rows: Sequence[Sequence[object]], truth: Truth) -> list[int]:
    found = dict.fromkeys(recognise(row, truth) for row in rows)
    return [place for place in found if place is not None]


def _codes(rows: Sequence[Sequence[object]], codes: Sequence[str], counted: bool) -> list[str]:
    """The codes that rows name, in order; ``counted``: as often as the row's last number says."""
    known, found = set(codes), []
    for row in rows:
        named = [value for value in row if isinstance(value, str) and value in known]
        numbers = [value for value in row if isinstance(value, int)]
        often = min(numbers[-1], len(codes)) if counted and numbers else 1
        found += named * often
    return found if len(found) <= 2 * len(codes) else []


def _pair(name: str, places: list[int], named: list[str], codes: Sequence[str]) -> Link:
    pairs = list(zip(places, named, strict=False))
    right = sum(codes[place] == code for place, code in pairs)
    frequency = {code: codes.count(code) / len(codes) for code in set(named)}
    chance = sum(frequency[code] for _place, code in pairs)
    return Link(name, right, chance, chance + 4 * max(chance, 1) ** 0.5)


def differences(backups: Sequence[set[str]]) -> list[int]:
    """How many envelopes each pair of snapshots sets apart; 0 pairs are left out.

    Each number is the crowd in which an answer hides from a thief of both snapshots.
    """
    sizes = [len(one ^ other) for one, other in combinations(backups, 2)]
    return [size for size in sizes if size]


def known_in(content: bytes, keys: Mapping[bytes, int]) -> set[bytes]:
    """The needles that lie in ``content``."""
    numbers = positions(content, keys)
    return {key for key, number in keys.items() if number in numbers}
