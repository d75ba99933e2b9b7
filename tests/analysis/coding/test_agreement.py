"""Agreement figures equal those of published examples and of other libraries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.distance import masi_distance as nltk_masi
from sklearn.metrics import cohen_kappa_score

from analysis.coding import agreement

CODES = ("a", "b", "c")
sets = st.frozensets(st.sampled_from(CODES), min_size=1)


@pytest.mark.parametrize("seed", range(5))
def test_kappa_equals_scikit_learn(seed: int) -> None:
    a, b = np.random.default_rng(seed).random((2, 50)) < 0.4
    assert agreement.cohen_kappa(a, b) == pytest.approx(cohen_kappa_score(a, b))


def test_ac1_equals_gwets_published_example() -> None:
    """Gwet (2008), table 1: 118 both yes, 5 and 2 apart, 0 both no: AC1 0.94, kappa -0.02."""
    a = np.array([True] * 118 + [True] * 5 + [False] * 2)
    b = np.array([True] * 118 + [False] * 5 + [True] * 2)
    assert agreement.gwet_ac1(a, b) == pytest.approx(0.94, abs=0.005)
    assert agreement.cohen_kappa(a, b) == pytest.approx(-0.0234, abs=0.001)


@given(sets, sets)
def test_masi_distance_equals_nltk(a: frozenset[str], b: frozenset[str]) -> None:
    assert agreement.masi_distance(a, b) == pytest.approx(nltk_masi(a, b), abs=0.004)


def test_two_empty_sets_agree_and_an_empty_one_differs_wholly() -> None:
    empty: frozenset[str] = frozenset()
    assert agreement.masi_distance(empty, empty) == 0
    assert agreement.masi_distance(empty, frozenset("a")) == 1


def test_only_answers_that_both_coded_are_compared() -> None:
    a = {"1": ["a"], "2": [], "3": ["b"]}
    b = {"1": ["a"], "2": ["a"], "9": ["c"]}
    found = agreement.agree(a, b, CODES)
    assert found.n == 2
    first = found.codes[0]
    assert (first.both, first.only_a, first.only_b, first.prevalence) == (1, 0, 1, 0.75)
    assert found.micro_f1 == pytest.approx(2 / 3)


def test_a_code_that_nobody_gave_has_no_kappa_but_an_ac1() -> None:
    found = agreement.agree({"1": [], "2": []}, {"1": [], "2": []}, CODES)
    assert found.codes[0].kappa is None
    assert found.codes[0].alpha is None
    assert found.codes[0].ac1 == 1
    assert found.masi_alpha is None
