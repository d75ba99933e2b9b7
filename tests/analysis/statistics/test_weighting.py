"""Weights are a sensitivity line, and arithmetically right."""

from __future__ import annotations

import pytest

from analysis.statistics.weighting import design_effect, rake, standardised


def test_standardising_gives_each_group_its_size_in_the_population() -> None:
    found = standardised({"a": (30, 100), "b": (90, 100)}, {"a": 3, "b": 1})
    assert found is not None
    assert found.unweighted == pytest.approx(0.6)
    assert found.weighted == pytest.approx(0.75 * 0.3 + 0.25 * 0.9)
    assert found.effect == pytest.approx((1.5**2 + 0.5**2) / 2)


def test_groups_unknown_to_one_side_are_left_out() -> None:
    groups = {"a": (30, 100), "b": (90, 100), "outside": (5, 50)}
    assert standardised(groups, {"a": 1, "b": 1}) == standardised(
        {"a": (30, 100), "b": (90, 100)}, {"a": 1, "b": 1}
    )


def test_fewer_than_two_groups_cannot_be_standardised() -> None:
    assert standardised({"a": (3, 10)}, {"a": 1}) is None


def test_raked_weights_reproduce_every_margin() -> None:
    people = [
        {"sex": s, "age": a} for s, a in [("f", "y")] * 40 + [("f", "o")] * 20
        + [("m", "y")] * 10 + [("m", "o")] * 30
    ]  # fmt: skip
    margins = {"sex": {"f": 0.5, "m": 0.5}, "age": {"y": 0.3, "o": 0.7}}
    weights = rake(people, margins)
    for margin, shares in margins.items():
        for category, share in shares.items():
            got = sum(w for w, p in zip(weights, people, strict=True) if p[margin] == category)
            assert got / len(people) == pytest.approx(share, abs=1e-6)
    assert sum(weights) / len(weights) == pytest.approx(1)
    assert design_effect(weights) > 1


def test_equal_weights_have_a_design_effect_of_one() -> None:
    assert design_effect([2.0] * 7) == 1


def test_a_category_without_people_is_named() -> None:
    with pytest.raises(ValueError, match="'m'"):
        rake([{"sex": "f"}], {"sex": {"f": 0.5, "m": 0.5}})


def test_standardising_gives_the_published_rate_of_fleiss_s_table() -> None:
    # Fleiss (1981), Statistical Methods for Rates and Proportions, p. 249: first births, by age of
    # the mother, standardised to all births. R's epitools prints 92.3 in 100,000 for these data.
    births = (230061, 329449, 114920, 39487, 14208, 3052)
    cases = (107, 141, 60, 40, 39, 25)
    standard = (319933, 931318, 786511, 488235, 237863, 61313)
    ages = ("under 20", "20-24", "25-29", "30-34", "35-39", "40 and over")
    found = standardised(
        {age: (n, of) for age, n, of in zip(ages, cases, births, strict=True)},
        dict(zip(ages, standard, strict=True)),
    )
    assert found is not None
    assert round(found.weighted * 100_000, 1) == 92.3
    assert round(found.unweighted * 100_000, 1) == 56.3


def test_the_design_effect_is_one_and_the_squared_variation_of_the_weights() -> None:
    # Kish (1992), "Weighting for unequal Pi", Journal of Official Statistics 8:183: 1 + L.
    weights = [0.5, 1.0, 1.0, 2.5, 3.0]
    mean = sum(weights) / len(weights)
    variance = sum((w - mean) ** 2 for w in weights) / len(weights)
    assert design_effect(weights) == pytest.approx(1 + variance / mean**2)
