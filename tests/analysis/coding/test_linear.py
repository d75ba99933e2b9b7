"""The descent over all columns finds what scikit-learn finds column by column."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from analysis.coding.linear import logistic

RANDOM = np.random.default_rng(3)
MATRIX = sparse.csr_matrix(RANDOM.random((120, 12)).astype(np.float32))
TRUTH = (MATRIX.toarray() @ RANDOM.normal(size=(12, 3)) + RANDOM.normal(size=(120, 3))) > 0


def test_weights_agree_with_scikit_learn() -> None:
    weights, bias = logistic(MATRIX, TRUTH, np.ones_like(TRUTH), 2.0, steps=400)
    for column in range(3):
        wanted = LogisticRegression(C=2.0, tol=1e-8, max_iter=2000).fit(MATRIX, TRUTH[:, column])
        assert np.allclose(weights[:, column], wanted.coef_[0], atol=0.03)
        assert np.isclose(bias[column], wanted.intercept_[0], atol=0.1)


def test_a_disputed_cell_has_no_say() -> None:
    known = np.ones_like(TRUTH)
    known[:40, 1] = False
    turned = TRUTH.copy()
    turned[:40, 1] = ~turned[:40, 1]
    first, _ = logistic(MATRIX, TRUTH, known, 1.0)
    second, _ = logistic(MATRIX, turned, known, 1.0)
    assert np.array_equal(first, second)


def test_the_same_input_gives_the_same_weights() -> None:
    one, two = (logistic(MATRIX, TRUTH, np.ones_like(TRUTH), 1.0) for _ in range(2))
    assert np.array_equal(one[0], two[0])
    assert np.array_equal(one[1], two[1])


def test_a_code_that_nobody_gave_is_not_given() -> None:
    never = np.zeros_like(TRUTH)
    weights, bias = logistic(MATRIX, never, np.ones_like(TRUTH), 1.0)
    assert (np.asarray(MATRIX @ weights) + bias).max() < -3
