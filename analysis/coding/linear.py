"""Fitting: L2-penalised logistic regressions for all columns at once.

One quasi-Newton descent (L-BFGS, scipy) over every code together takes a quarter of the time of one
fit per code, since the sparse features are read once a step for all of them. Each weight is
measured in units of its own curvature at the start (a diagonal preconditioner: Nocedal and Wright,
Numerical Optimization, 2006, section 5.1), without which a feature of every second answer and one
of three answers could not be learned in the same number of steps. The same input gives the same
weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
STEPS = 90
_BIAS = 0.01


class SeenAndBlind:
    """Rows once with their context and once with another: one below the other, never built.

    *text*: (rows, features); *seen* and *blind*: (rows, columns), what stands beside it first and
    the second time. Multiplies as a matrix of (2 rows, features + columns), at half the cost.
    """

    def __init__(
        self, text: sparse.csr_matrix, seen: sparse.csr_matrix, blind: sparse.csr_matrix
    ) -> None:
        self.text, self.seen, self.blind = text, seen, blind
        self.shape = (2 * text.shape[0], text.shape[1] + seen.shape[1])

    def __matmul__(self, weights: npt.NDArray[Any]) -> npt.NDArray[Any]:
        wide = self.text.shape[1]
        text = self.text @ weights[:wide]
        return np.concatenate([text + part @ weights[wide:] for part in (self.seen, self.blind)])

    def power(self, n: int) -> SeenAndBlind:
        """Every cell to the *n*-th power."""
        return SeenAndBlind(self.text.power(n), self.seen.power(n), self.blind.power(n))

    @property
    def T(self) -> _Turned:  # noqa: N802 - as NumPy and SciPy call it
        """Rows and columns changed over."""
        return _Turned(self)


class _Turned:
    def __init__(self, whole: SeenAndBlind) -> None:
        parts = (whole.text, whole.seen, whole.blind)
        self.text, self.seen, self.blind = (part.T for part in parts)

    def __matmul__(self, rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
        first, second = np.split(rows, 2)
        beside = self.seen @ first + self.blind @ second
        return np.concatenate([self.text @ (first + second), beside])


def logistic(
    matrix: sparse.csr_matrix | SeenAndBlind,
    truth: Flags,
    known: npt.NDArray[Any],
    strength: float,
    steps: int = STEPS,
) -> tuple[Weights, Scores]:
    """Weights (features, columns) and biases (columns,), one logistic regression per column.

    *matrix*: (rows, features). *truth*: (rows, columns). *known*: (rows, columns), how much each
    cell counts: 0 (False) where it is not known (a disputed code), 1 (True) or more where it is.
    *strength*: scikit-learn's ``C``.
    """
    wide, high = matrix.shape[1], truth.shape[1]
    turned = matrix.T
    labels, cells = truth.astype(np.float32), known.astype(np.float32)
    unit = _units(matrix, labels, cells, strength)

    def loss(flat: Scores) -> tuple[float, Scores]:
        weights = flat[: wide * high].reshape(wide, high).astype(np.float32) * unit
        bias = flat[wide * high :].astype(np.float32)
        raw = matrix @ weights + bias
        cost = strength * float((cells * (np.logaddexp(0, raw) - labels * raw)).sum(dtype=float))
        cost += 0.5 * float((weights * weights).sum(dtype=float)) + _BIAS / 2 * float(bias @ bias)
        wrong = strength * cells * (1 / (1 + np.exp(-raw)) - labels)
        down = [((turned @ wrong + weights) * unit).ravel(), wrong.sum(axis=0) + _BIAS * bias]
        return cost, np.concatenate(down).astype(np.float64)

    found: Any = optimize.minimize(
        loss,
        np.concatenate([np.zeros(wide * high), _start(labels, cells)]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": 8, "ftol": 1e-7},
    )
    weights = found.x[: wide * high].reshape(wide, high) * unit
    return weights.astype(np.float32), found.x[wide * high :]


def _units(
    matrix: sparse.csr_matrix | SeenAndBlind,
    labels: Weights,
    cells: Weights,
    strength: float,
) -> Weights:
    """One over the root of each weight's curvature where every answer has its column's share."""
    share = (labels * cells).sum(axis=0) / np.maximum(cells.sum(axis=0), 1)
    curvature = strength * (matrix.power(2).T @ (cells * (share * (1 - share))))
    return np.asarray(1 / np.sqrt(curvature + 1), dtype=np.float32)


def _start(labels: Weights, cells: Weights) -> Scores:
    """The log odds of each column's share."""
    yes = (labels * cells).sum(axis=0, dtype=np.float64)
    no = ((1 - labels) * cells).sum(axis=0, dtype=np.float64)
    return np.asarray(np.log(yes + 0.5) - np.log(no + 0.5))
