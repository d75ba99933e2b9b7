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
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.system import Name, System, Target

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

BLOCK = 6_000
"""The most variables in one programme; more is not faster."""
EDGE = 1e-6
ROUNDS = 6
"""How often to look for points far apart before attacking one by one."""


class AttackError(RuntimeError):
    """The published figures contradict each other: nothing can be said, so nothing is released."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What a hidden number could be, at least and at most (whole numbers), and why not more.

    ``binding`` are the quantities whose published bounds hold the interval in. When not
    ``exact`` the interval is at least this wide, and may be wider.
    """

    target: Target
    low: int
    high: float
    binding: frozenset[Name] = frozenset()
    exact: bool = True

    @property
    def width(self) -> float:
        """Most minus least."""
        return self.high - self.low

    @property
    def safe(self) -> bool:
        """True when the interval is as wide as it must be."""
        return self.width >= self.target.need


def attack(system: System, *, exact: bool = False) -> list[Interval]:
    """Attack the system's targets. :class:`AttackError` when its relations contradict each other.

    Most hidden numbers are far from being pinned. A few points that satisfy everything the
    attacker knows prove that: two of them, far enough apart in a number, and its interval is at
    least as wide. What is not proven so is attacked one by one. ``exact`` skips the proof, so
    that every interval is the whole one.
    """
    if not system.targets:
        return []
    programme = _Programme(system)
    proven = {} if exact else _proven(programme, system.targets)
    rest = [target for i, target in enumerate(system.targets) if i not in proven]
    size = max(1, BLOCK // (2 * len(programme.names)))
    found = list(proven.values())
    for start in range(0, len(rest), size):
        found += programme.solve(rest[start : start + size])
    return found


def unsafe(intervals: Iterable[Interval]) -> list[Interval]:
    """The intervals that are too narrow."""
    return [interval for interval in intervals if not interval.safe]


def _proven(programme: _Programme, targets: Sequence[Target]) -> dict[int, Interval]:
    """The targets that two points already show to be safe, with what the points prove."""
    weights = programme.weights(targets)
    low, high = np.full(len(targets), math.inf), np.full(len(targets), -math.inf)
    needs = np.array([target.need for target in targets])
    open_ = np.ones(len(targets), dtype=bool)
    for _ in range(ROUNDS):
        values = programme.ends(weights[open_].sum(axis=0)) @ weights.T
        low, high = np.minimum(low, values.min(axis=0)), np.maximum(high, values.max(axis=0))
        width = np.floor(high + EDGE) - np.ceil(low - EDGE)
        before, open_ = open_.sum(), width < needs
        if not open_.any() or open_.sum() == before:
            break
    return {
        i: Interval(targets[i], math.ceil(low[i] - EDGE), math.floor(high[i] + EDGE), exact=False)
        for i in map(int, np.flatnonzero(~open_))
    }


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
        self.copied: dict[int, dict[str, Any]] = {}

    def _matrix(self, rows: list[tuple[object, int]]) -> csr_matrix | None:
        if not rows:
            return None
        from scipy.sparse import csr_matrix

        data, row, column = [], [], []
        for i, (terms, sign) in enumerate(rows):
            for name, factor in terms.items():  # type: ignore[attr-defined]
                data.append(sign * factor)
                row.append(i)
                column.append(self.place[name])
        return csr_matrix((data, (row, column)), shape=(len(rows), len(self.names)))

    def weights(self, targets: Sequence[Target]) -> NDArray[np.float64]:
        """One row a target: its coefficients over all quantities."""
        rows = np.zeros((len(targets), len(self.names)))
        for i, target in enumerate(targets):
            for name, factor in target.terms.items():
                rows[i, self.place[name]] += factor
        return rows

    def ends(self, costs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Two points that satisfy everything, one a row: the costs are least, and most."""
        values: NDArray[np.float64] = self._minimum(np.concatenate([costs, -costs]), 2).x
        return values.reshape(2, -1)

    def solve(self, targets: Sequence[Target]) -> list[Interval]:
        """Min and max of each target, in one programme of twice as many blocks."""
        copies = 2 * len(targets)
        costs = np.repeat(self.weights(targets), 2, axis=0)
        costs[1::2] *= -1
        result = self._minimum(costs.ravel(), copies)
        values = (costs * result.x.reshape(copies, -1)).sum(axis=1)
        held = np.abs(result.lower.marginals) + np.abs(result.upper.marginals)
        held = held.reshape(copies, -1) > EDGE
        return [self._interval(t, values, held, i) for i, t in enumerate(targets)]

    def _minimum(self, costs: NDArray[np.float64], copies: int) -> Any:
        from scipy.optimize import linprog

        result = linprog(costs, **self._copied(copies), method="highs")
        if result.status != 0:
            raise AttackError(f"The attack could not be carried out: {result.message}")
        return result

    def _copied(self, copies: int) -> dict[str, Any]:
        """The programme so many times side by side, as the solver takes it."""
        if copies not in self.copied:
            self.copied[copies] = {
                "A_ub": self._repeat(self.a_ub, copies),
                "b_ub": np.tile(self.b_ub, copies) if len(self.b_ub) else None,
                "A_eq": self._repeat(self.a_eq, copies),
                "b_eq": np.tile(self.b_eq, copies) if len(self.b_eq) else None,
                "bounds": np.tile(self.bounds, (copies, 1)),
            }
        return self.copied[copies]

    def _repeat(self, matrix: csr_matrix | None, copies: int) -> csr_matrix | None:
        if matrix is None or copies == 1:
            return matrix
        from scipy.sparse import identity, kron

        return kron(identity(copies), matrix, format="csr")

    def _interval(
        self, target: Target, values: NDArray[np.float64], held: NDArray[np.bool_], i: int
    ) -> Interval:
        low = math.ceil(values[2 * i] - EDGE)
        high = math.floor(-values[2 * i + 1] + EDGE)
        binding = held[2 * i] | held[2 * i + 1]
        return Interval(
            target, low, high, frozenset(self.names[j] for j in np.flatnonzero(binding))
        )
