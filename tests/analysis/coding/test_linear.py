"""The descent over all columns finds what scikit-learn finds column by column."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from analysis.coding.linear import SeenAndBlind, logistic

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


def test_rows_seen_and_blind_are_those_of_the_two_matrices_one_below_the_other() -> None:
    text, seen, blind = MATRIX[:, :9], MATRIX[:, 9:], MATRIX[::-1, 9:]
    both = SeenAndBlind(text, sparse.csr_matrix(seen), sparse.csr_matrix(blind))
    whole = sparse.vstack([sparse.hstack([text, seen]), sparse.hstack([text, blind])]).toarray()
    right, left = RANDOM.normal(size=(12, 3)), RANDOM.normal(size=(240, 3))
    assert np.allclose(both @ right, whole @ right, atol=1e-5)
    assert np.allclose(both.T @ left, whole.T @ left, atol=1e-5)
    assert np.allclose(both.power(2).T @ left, (whole**2).T @ left, atol=1e-5)


def test_rare_features_are_nearly_learned_after_a_few_steps() -> None:
    shares = np.geomspace(0.002, 0.9, 40)
    random = np.random.default_rng(5)
    matrix = sparse.csr_matrix((random.random((3000, 40)) < shares).astype(np.float32))
    truth = matrix @ random.normal(size=(40, 2)) + random.normal(size=(3000, 2)) > 0
    few, many = (logistic(matrix, truth, np.ones_like(truth), 5.0, n)[0][:20] for n in (8, 600))
    assert np.corrcoef(few.ravel(), many.ravel())[0, 1] > 0.9
