"""Agreement figures equal those of published examples and of other libraries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
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


def test_alpha_equals_krippendorffs_published_example() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section A: 0.095."""
    a = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], dtype=bool)
    b = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0], dtype=bool)
    assert agreement.krippendorff_alpha(a, b) == pytest.approx(0.095, abs=0.0005)


def test_alpha_equals_its_formula_worked_by_hand() -> None:
    """1 - (n - 1) o_01 / (n_0 n_1): of 20 values 14 are 0 and 6 are 1; 4 of 10 pairs differ."""
    a = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], dtype=bool)
    b = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0], dtype=bool)
    assert agreement.krippendorff_alpha(a, b) == pytest.approx(1 - 19 * 4 / (14 * 6))


@pytest.mark.parametrize(
    ("both", "only_a", "only_b", "neither", "kappa"), [(40, 9, 6, 45, 0.70), (80, 10, 5, 5, 0.32)]
)
def test_kappa_equals_feinstein_and_cicchettis_published_tables(
    both: int, only_a: int, only_b: int, neither: int, kappa: float
) -> None:
    """The first paradox (1990): agreement is 0.85 in both; kappa falls with prevalence."""
    a = np.repeat([True, True, False, False], [both, only_a, only_b, neither])
    b = np.repeat([True, False, True, False], [both, only_a, only_b, neither])
    assert (a == b).mean() == 0.85
    assert agreement.cohen_kappa(a, b) == pytest.approx(kappa, abs=0.005)
    assert agreement.gwet_ac1(a, b) == pytest.approx(0.70 if both == 40 else 0.81, abs=0.005)


def test_masi_distance_equals_the_papers_weights() -> None:
    """Passonneau (2006), section 3: 2/3 where one set holds the other, 1/3 where they overlap."""
    assert agreement.masi_distance(frozenset("a"), frozenset("ab")) == pytest.approx(1 - 1 / 3)
    assert agreement.masi_distance(frozenset("ab"), frozenset("bc")) == pytest.approx(1 - 1 / 9)


@given(st.lists(st.tuples(sets, sets), min_size=2, max_size=12))
def test_masi_alpha_equals_nltk(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    if len({one for pair in pairs for one in pair}) < 2:
        return
    data = [(c, str(n), pair[k]) for n, pair in enumerate(pairs) for k, c in enumerate("ab")]
    by_nltk = AnnotationTask(data=data, distance=agreement.masi_distance).alpha()
    assert agreement.masi_alpha(pairs) == pytest.approx(by_nltk)


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
