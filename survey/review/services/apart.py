"""Which figures of Explore give a hidden one away to somebody who subtracts.

Everybody is the sum of the command units, and of the waves; whoever sees the sum and all parts but
one has that one. So beside a figure that is hidden for its own sake the smallest of its
neighbours is hidden too, until what is hidden in a sum holds at least two parts and is not small
together. The same for those who did not give an answer, where they are the complement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOWHERE, ALL = -2, -1
"""Places of those who named no unit, and of everybody, at the end of the units; everybody also
stands at the end of the waves."""

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grid:
    """Figures by unit and wave.

    ``counts`` and ``bases`` have the shape (units + 2, waves + 1, figures); ``rest`` (figures,)
    says of which figures base less count is a number of people too.
    """

    counts: Numbers
    bases: Numbers
    rest: Mask


def hidden(grid: Grid, least: int, also: Mask | None = None) -> Mask:
    """Which figures are hidden: those under ``least``, ``also``, and what gives them away.

    Those who named no unit are shown in no table, so they count as hidden.
    """
    found = grid.counts < least
    found |= grid.rest & (grid.bases - grid.counts < least)
    if also is not None:
        found |= also
    found[NOWHERE] = True
    while _hide_more(grid, found, least, units=True) or _hide_more(grid, found, least, units=False):
        pass
    return found


def _hide_more(grid: Grid, found: Mask, least: int, *, units: bool) -> bool:
    """Hide the smallest part of every sum that tells too much; whether there was one.

    Where no part is left to be hidden, the sum is hidden itself.
    """
    axis = 0 if units else 1
    counts, bases = np.moveaxis(grid.counts, axis, 0)[:-1], np.moveaxis(grid.bases, axis, 0)[:-1]
    mask = np.moveaxis(found, axis, 0)  # a view: what is written here is written in ``found``
    parts, total = mask[:-1], mask[-1]
    shut, shown = parts & (bases > 0), ~parts & (bases > 0)
    telling = _tells(grid, counts * shut, bases * shut, shut, least, units=units) & ~total
    if not telling.any():
        return False
    total |= telling & ~shown.any(axis=0)
    lines = np.nonzero(telling & shown.any(axis=0))
    smallest = np.where(shown, counts, np.iinfo(np.int64).max).argmin(axis=0)
    parts[(smallest[lines], *lines)] = True
    return True


def _tells(
    grid: Grid, counts: Numbers, bases: Numbers, shut: Mask, least: int, *, units: bool
) -> Mask:
    """Of which sums the hidden parts are few people, or a single part that must stay hidden."""
    together, rest = counts.sum(axis=0), (bases - counts).sum(axis=0)
    named = shut[:-1] if units else shut  # the last part are those who named no unit
    single = named.any(axis=0) & (shut.sum(axis=0) < 2)
    few = (together < least) | (grid.rest & (rest < least))
    found: Mask = shut.any(axis=0) & (single | few)
    return found
