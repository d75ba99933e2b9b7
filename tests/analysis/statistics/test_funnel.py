"""Funnels agree with published worked examples, find what differs, and call nobody by chance."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from analysis.statistics.funnel import (
    Funnel,
    Point,
    between,
    dispersion,
    funnel,
    limits,
    settled,
    winsorised,
)

# The BCG vaccine trials (Colditz and others 1994): positive and negative in the treated, then in
# the control group. Viechtbauer (2010), Journal of Statistical Software 36(3), analyses them.
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
    (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
    (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]  # fmt: skip


def test_phi_is_as_the_tests_of_funnelplotr_have_it() -> None:
    # NHS-R's FunnelPlotR, tests/testthat/test-classes_methods.R: phi of these six is 2.948033
    # (log ratio over 1/sqrt(expected); with six units its truncation takes nothing away).
    observed, expected = [100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]
    z = [math.sqrt(e) * math.log(o / e) for o, e in zip(observed, expected, strict=True)]
    assert round(dispersion(z), 6) == 2.948033


def test_tau_squared_is_as_metafor_prints_it_for_the_bcg_trials() -> None:
    # metafor's rma(..., method="DL") on the log risk ratios prints tau^2 = 0.3088, Q = 152.2330.
    effects = [math.log((a / (a + b)) / (c / (c + d))) for a, b, c, d in BCG]
    errors = [math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in BCG]
    weights = [1 / s**2 for s in errors]
    centre = sum(w * e for w, e in zip(weights, effects, strict=True)) / sum(weights)
    z = [(e - centre) / s for e, s in zip(effects, errors, strict=True)]
    phi = dispersion(z)
    assert round(len(z) * phi, 3) == 152.233
    assert round(between(phi, errors), 4) == 0.3088
    reference = combine_effects(np.array(effects), np.array(errors) ** 2, method_re="dl")
    assert between(phi, errors) == pytest.approx(reference.tau2)


def test_winsorising_draws_in_the_ends_as_numpy_s_quantiles_do() -> None:
    z = [-9.0, -1.0, 0.0, 0.5, 1.0, 2.0, 30.0]
    low, high = np.quantile(z, [0.1, 0.9])
    assert winsorised(z, 0.1) == pytest.approx(list(np.clip(z, low, high)))


def test_limits_narrow_with_the_base_and_stay_within_nothing_and_all() -> None:
    target = math.asin(math.sqrt(0.05))
    small, large = limits(target, 0.5 / math.sqrt(10)), limits(target, 0.5 / math.sqrt(1000))
    assert small[0] == 0
    assert small[0] <= large[0] < 0.05 < large[1] < small[1] <= 1


def alike(seed: int, share: float = 0.4) -> Funnel:
    rng = random.Random(seed)
    points = []
    for number in range(12):
        base = rng.randint(60, 400)
        points.append(Point(f"U{number}", sum(rng.random() < share for _ in range(base)), base))
    found = funnel(points)
    assert found is not None
    return found


def test_units_that_do_not_differ_are_not_called_outside() -> None:
    funnels = settled([alike(seed) for seed in range(18)])
    assert all(unit.position == "inside" for f in funnels for unit in f.units)


def test_testing_one_by_one_would_have_raised_false_alarms() -> None:
    assert sum(u.p < 0.05 for seed in range(18) for u in alike(seed).units) > 3


def test_a_unit_far_from_the_others_is_found() -> None:
    points = [Point(f"U{i}", 80 + i % 3, 200) for i in range(11)] + [Point("far", 20, 200)]
    found = funnel(points)
    assert found is not None
    (settled_one,) = settled([found])
    outside = [u for u in settled_one.units if u.position != "inside"]
    assert [(u.code, u.position) for u in outside] == [("far", "below")]


def test_over_dispersion_widens_the_funnel_until_usual_differences_are_inside() -> None:
    shares = [0.25, 0.55, 0.3, 0.5, 0.35, 0.6, 0.2, 0.45, 0.4, 0.3, 0.5, 0.4]
    found = funnel([Point(f"U{i}", round(300 * s), 300) for i, s in enumerate(shares)])
    assert found is not None
    assert found.dispersion > 2
    assert found.tau2 > 0
    (settled_one,) = settled([found])
    assert all(u.position == "inside" for u in settled_one.units)


def test_too_few_units_or_no_difference_at_all_give_no_funnel() -> None:
    assert funnel([Point(f"U{i}", 5, 40) for i in range(4)]) is None
    assert funnel([Point(f"U{i}", 0, 40) for i in range(12)]) is None
