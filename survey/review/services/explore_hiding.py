"""What Explore hides in the tables of one unit or wave, and in units or waves side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.disclosure.model import BASE, FAVOURABLE, CellId, Reason
from analysis.disclosure.rules import shipped
from analysis.statistics.model import Table
from survey.review.models.tally import ANY
from survey.review.services.apart import ALL, NOWHERE, Grid, Mask, Numbers, hidden

Given = dict[str, list[tuple[str, str, int]]]
"""Code -> unit, wave, n. Under ``ANY`` stands everybody with a valid answer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the table of that number: the codes counted in it, and whether it has a rest."""

    table: int
    cell: CellId
    codes: tuple[str, ...]
    rest: bool


class Places:
    """Counts of some tables by unit and wave, and which of them are hidden there."""

    def __init__(self, tables: Sequence[Table], given: Sequence[Given]) -> None:
        """``given``: beside each table, who stands behind it."""
        places = [place for codes in given for found in codes.values() for place in found]
        units, waves = ({place[n] for place in places if place[n]} for n in (0, 1))
        self._unit = {unit: n for n, unit in enumerate(sorted(units))} | {"": NOWHERE}
        self._wave = {wave: n for n, wave in enumerate(sorted(waves))}
        self._figures = [f for n, table in enumerate(tables) for f in _figures(n, table)]
        self._mask = self._hidden(given) if self._figures else None

    def at(self, unit: str, wave: str) -> dict[CellId, Reason]:
        """The cells that are hidden in the tables of a unit and a wave; empty means all."""
        if self._mask is None:
            return {}
        place = self._mask[self._unit.get(unit, ALL) if unit else ALL, self._wave.get(wave, ALL)]
        pairs = zip(self._figures, place, strict=True)
        return {figure.cell: Reason.PROTECTS for figure, shut in pairs if shut}

    def _hidden(self, given: Sequence[Given]) -> Mask:
        """First the bases: where one is hidden, nothing of its table is shown."""
        least = shipped().minimum_cell
        base = np.stack([self._counts((ANY,), codes) for codes in given], axis=-1)
        shut = hidden(Grid(base, base, np.zeros(len(given), dtype=bool)), least)
        figures = self._figures
        of = [figure.table for figure in figures]
        counts = [self._counts(figure.codes, given[figure.table]) for figure in figures]
        rest = np.array([figure.rest for figure in figures])
        return hidden(Grid(np.stack(counts, axis=-1), base[..., of], rest), least, shut[..., of])

    def _counts(self, codes: Iterable[str], given: Given) -> Numbers:
        """Shape (units + 2, waves + 1): by unit and wave, with those of no unit and the sums."""
        found = np.zeros((len(self._unit) + 1, len(self._wave) + 1), dtype=np.int64)
        for code in codes:
            for unit, wave, n in given.get(code, ()):
                found[self._unit[unit], self._wave[wave]] += n
        found[:, ALL] = found[:, :ALL].sum(axis=1)
        found[ALL] = found[:ALL].sum(axis=0)
        return found


def _figures(number: int, table: Table) -> list[Figure]:
    """The base first, then each row, then what is favourable together."""
    found = [Figure(number, (table.key, BASE), (ANY,), rest=False)]
    found += [
        Figure(number, (table.key, row.code), (row.code,), not row.missing) for row in table.rows
    ]
    if table.favourable is not None:
        codes = tuple(row.code for row in table.rows if row.favourable)
        found.append(Figure(number, (table.key, FAVOURABLE), codes, rest=True))
    return found
