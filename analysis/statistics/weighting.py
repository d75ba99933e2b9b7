"""Weighting as a sensitivity line: would the finding hold if other people had answered?

The people this review is about have no published margins, so weights never make a finding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weighted:
    """A share of 1 as counted and with weights; ``effect`` is Kish's design effect."""

    unweighted: float
    weighted: float
    effect: float


def standardised(
    groups: Mapping[str, tuple[int, int]], population: Mapping[str, float]
) -> Weighted | None:
    """Direct standardisation of a share to given group sizes.

    ``groups``: group -> (count, base) in people; ``population``: group -> share or size. Groups
    that either side lacks are left out. None when fewer than two groups are left.
    """
    both = [g for g, (_, base) in groups.items() if base > 0 and population.get(g, 0) > 0]
    if len(both) < 2:
        return None
    size = sum(population[g] for g in both)
    people = sum(groups[g][1] for g in both)
    weights = {g: population[g] / size / (groups[g][1] / people) for g in both}
    counted = sum(groups[g][0] for g in both) / people
    share = sum(weights[g] * groups[g][0] for g in both) / people
    squares = sum(weights[g] ** 2 * groups[g][1] for g in both) / people
    return Weighted(counted, share, squares)


def rake(
    memberships: Sequence[Mapping[str, str]],
    margins: Mapping[str, Mapping[str, float]],
    *,
    rounds: int = 100,
    tolerance: float = 1e-8,
) -> list[float]:
    """Weights (mean 1) that make every margin's shares those given, by iterative fitting.

    Deming and Stephan (1940), Annals of Mathematical Statistics 11:427. ``memberships``: one
    mapping a person, margin -> category; ``margins``: margin -> category -> share of 1.
    ``ValueError`` when nobody is in a category that should have people.
    """
    weights = [1.0] * len(memberships)
    for _ in range(rounds):
        largest = 0.0
        for margin, shares in margins.items():
            sums = dict.fromkeys(shares, 0.0)
            for weight, person in zip(weights, memberships, strict=True):
                sums[person[margin]] += weight
            empty = [c for c, share in shares.items() if share > 0 and sums[c] == 0]
            if empty:
                raise ValueError(f"Nobody is in {margin} {empty[0]!r}: it cannot be weighted.")
            factor = {c: s * len(weights) / sums[c] for c, s in shares.items() if sums[c] > 0}
            weights = [
                w * factor[person[margin]] for w, person in zip(weights, memberships, strict=True)
            ]
            largest = max([largest, *(abs(math.log(f)) for f in factor.values() if f > 0)])
        if largest < tolerance:
            break
    return weights


def design_effect(weights: Sequence[float]) -> float:
    """Kish's design effect: how much the weights widen a variance (1 when all are equal)."""
    total = sum(weights)
    return len(weights) * sum(w * w for w in weights) / (total * total)
