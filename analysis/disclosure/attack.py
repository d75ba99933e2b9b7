"""The attack: the least and the most that each hidden number could be, by linear programming.

For every target two linear programmes (min and max) are solved with HiGHS over everything the
attacker knows, rounding included. Targets are solved side by side in one block-diagonal programme,
which is the same answer with far fewer calls. The bounds of the programme are over real numbers;
counts are whole, so they are then drawn in to whole numbers. Where relations form a network
(one- and two-way tables) these bounds are exact; docs/disclosure.md says what is known elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, identity, kron

from analysis.disclosure.system import Name, System, Target

BLOCK = 6_000
"""The most variables in one programme; more is not faster."""
EDGE = 1e-6


class AttackError(RuntimeError):
    """The published figures contradict each other: nothing can be said, so nothing is released."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What a hidden number could be, at least and at most (whole numbers), and why not more.

    ``binding`` are the quantities whose published bounds hold the interval in.
    """

    target: Target
    low: int
    high: float
    binding: frozenset[Name] = frozenset()

    @property
    def width(self) -> float:
        """Most minus least."""
        return self.high - self.low

    @property
    def safe(self) -> bool:
        """True when the interval is as wide as it must be."""
        return self.width >= self.target.need


def attack(system: System, targets: Sequence[Target] | None = None) -> list[Interval]:
    """Attack the system's targets (or only those given). :class:`AttackError` if it is empty."""
    targets = system.targets if targets is None else targets
    if not targets:
        return []
    programme = _Programme(system)
    size = max(1, BLOCK // (2 * len(programme.names)))
    found: list[Interval] = []
    for start in range(0, len(targets), size):
        found += programme.solve(targets[start : start + size])
    return found


def unsafe(intervals: Iterable[Interval]) -> list[Interval]:
    """The intervals that are too narrow."""
    return [interval for interval in intervals if not interval.safe]


class _Programme:
    """One system as matrices: rows once, repeated along the diagonal for each objective."""

    def __init__(self, system: System) -> None:
        self.names = list(system.low)
        self.place = {name: i for i, name in enumerate(self.names)}
        self.bounds = np.array(
            [(system.low[n], system.high[n]) for n in self.names], dtype=float
        ).reshape(-1, 2)
        equal = [(t, low) for t, low, high in system.relations if low == high]
        under = [
            (t, -1, -low) for t, low, high in system.relations if low < high and low > -math.inf
        ]
        under += [(t, 1, high) for t, low, high in system.relations if low < high < math.inf]
        self.a_eq = self._matrix([(t, 1) for t, _ in equal])
        self.b_eq = np.array([low for _, low in equal], dtype=float)
        self.a_ub = self._matrix([(t, sign) for t, sign, _ in under])
        self.b_ub = np.array([value for _, _, value in under], dtype=float)

    def _matrix(self, rows: list[tuple[object, int]]) -> csr_matrix | None:
        if not rows:
            return None
        data, row, column = [], [], []
        for i, (terms, sign) in enumerate(rows):
            for name, factor in terms.items():  # type: ignore[attr-defined]
                data.append(sign * factor)
                row.append(i)
                column.append(self.place[name])
        return csr_matrix((data, (row, column)), shape=(len(rows), len(self.names)))

    def solve(self, targets: Sequence[Target]) -> list[Interval]:
        """Min and max of each target, in one programme of twice as many blocks."""
        copies = 2 * len(targets)
        costs = np.zeros((copies, len(self.names)))
        for i, target in enumerate(targets):
            for name, factor in target.terms.items():
                costs[2 * i, self.place[name]] += factor
                costs[2 * i + 1, self.place[name]] -= factor
        result = linprog(
            costs.ravel(),
            A_ub=self._repeat(self.a_ub, copies),
            b_ub=np.tile(self.b_ub, copies) if len(self.b_ub) else None,
            A_eq=self._repeat(self.a_eq, copies),
            b_eq=np.tile(self.b_eq, copies) if len(self.b_eq) else None,
            bounds=np.tile(self.bounds, (copies, 1)),
            method="highs",
        )
        if result.status != 0:
            raise AttackError(f"The attack could not be carried out: {result.message}")
        values = (costs * result.x.reshape(copies, -1)).sum(axis=1)
        held = np.abs(result.lower.marginals) + np.abs(result.upper.marginals)
        held = held.reshape(copies, -1) > EDGE
        return [self._interval(t, values, held, i) for i, t in enumerate(targets)]

    def _repeat(self, matrix: csr_matrix | None, copies: int) -> csr_matrix | None:
        return None if matrix is None else kron(identity(copies), matrix, format="csr")

    def _interval(self, target: Target, values: np.ndarray, held: np.ndarray, i: int) -> Interval:
        low = math.ceil(values[2 * i] - EDGE)
        high = math.floor(-values[2 * i + 1] + EDGE)
        binding = held[2 * i] | held[2 * i + 1]
        return Interval(
            target, low, high, frozenset(self.names[j] for j in np.flatnonzero(binding))
        )
