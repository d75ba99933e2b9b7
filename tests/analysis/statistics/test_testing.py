"""The Benjamini-Hochberg step agrees with its paper and with statsmodels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analysis.statistics.testing import benjamini_hochberg

# Benjamini and Hochberg (1995), section 3.2: fifteen comparisons of thrombolytic treatments.
PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.000,
]  # fmt: skip


def test_the_paper_s_example_rejects_four_of_fifteen() -> None:
    assert sum(p < 0.05 for p in benjamini_hochberg(PAPER)) == 4


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_values_agree_with_statsmodels(p: list[float]) -> None:
    expected = multipletests(p, method="fdr_bh")[1]
    assert benjamini_hochberg(p) == pytest.approx(list(expected), abs=1e-12)


def test_nothing_to_test_gives_nothing() -> None:
    assert benjamini_hochberg([]) == []
