"""Fitting: L2-penalised logistic regressions for all columns at once.

One quasi-Newton descent (L-BFGS, scipy) over every code together takes a quarter of the time of one
fit per code, since the sparse features are read once a step for all of them. The same input gives
the same weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
STEPS = 45
_BIAS = 0.01


def logistic(
    matrix: sparse.csr_matrix,
    truth: Flags,
    known: npt.NDArray[Any],
    strength: float,
    steps: int = STEPS,
) -> tuple[npt.NDArray[np.float32], Scores]:
    """Weights (features, columns) and biases (columns,), one logistic regression per column.

    *matrix*: (rows, features). *truth*: (rows, columns). *known*: (rows, columns), how much each
    cell counts: 0 (False) where it is not known (a disputed code), 1 (True) or more where it is.
    *strength*: scikit-learn's ``C``.
    """
    wide, high = matrix.shape[1], truth.shape[1]
    turned = matrix.T.tocsr()
    labels, cells = truth.astype(np.float32), known.astype(np.float32)

    def loss(flat: Scores) -> tuple[float, Scores]:
        weights = flat[: wide * high].reshape(wide, high).astype(np.float32)
        bias = flat[wide * high :].astype(np.float32)
        raw = matrix @ weights + bias
        cost = strength * float((cells * (np.logaddexp(0, raw) - labels * raw)).sum(dtype=float))
        cost += 0.5 * float((weights * weights).sum(dtype=float)) + _BIAS / 2 * float(bias @ bias)
        wrong = strength * cells * (1 / (1 + np.exp(-raw)) - labels)
        down = [(turned @ wrong + weights).ravel(), wrong.sum(axis=0) + _BIAS * bias]
        return cost, np.concatenate(down).astype(np.float64)

    found: Any = optimize.minimize(
        loss,
        np.concatenate([np.zeros(wide * high), _start(labels, cells)]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "maxcor": 8, "ftol": 1e-6},
    )
    weights = found.x[: wide * high].reshape(wide, high).astype(np.float32)
    return weights, np.asarray(found.x[wide * high :])


def _start(labels: npt.NDArray[np.float32], cells: npt.NDArray[np.float32]) -> Scores:
    """The log odds of each column's share."""
    yes = (labels * cells).sum(axis=0, dtype=np.float64)
    no = ((1 - labels) * cells).sum(axis=0, dtype=np.float64)
    return np.asarray(np.log(yes + 0.5) - np.log(no + 0.5))
