"""Funnel plots of shares by unit, with over-dispersion: which units differ more than chance.

Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine
24:1185, and Spiegelhalter and others (2012), Journal of the Royal Statistical Society A 175:1,
for the arcsine scale, winsorised z-scores and the additive between-unit variance. It never
ranks: a unit is inside the funnel, above it or below it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from analysis.statistics.testing import benjamini_hochberg

LIMITS = 0.998
"""The limits drawn: 99.8%, about three standard errors."""
DISCOVERY = 0.05
"""The false discovery rate at which a unit is said to be outside."""
WINSORISE = 0.1
LEAST_UNITS = 5
"""With fewer units there is nothing to say about what is usual."""


@dataclass(frozen=True, slots=True)
class Point:
    """One unit: ``count`` of ``base`` people."""

    code: str
    count: int
    base: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One unit in the funnel: its share, the limits at its base (shares of 1), its p-value.

    ``position`` is inside, above or below; it is set by :func:`settled`.
    """

    code: str
    share: float
    base: int
    low: float
    high: float
    p: float
    position: str = "inside"


@dataclass(frozen=True, slots=True)
class Funnel:
    """The centre (share of all people), the dispersion ratio phi, tau squared, and the units."""

    centre: float
    dispersion: float
    tau2: float
    units: tuple[Placed, ...]


def funnel(points: Sequence[Point]) -> Funnel | None:
    """Place units in a funnel, or None when there are too few or nothing differs at all."""
    total, people = sum(p.count for p in points), sum(p.base for p in points)
    if len(points) < LEAST_UNITS or not 0 < total < people:
        return None
    centre = total / people
    errors = [1 / (2 * math.sqrt(p.base)) for p in points]
    target = math.asin(math.sqrt(centre))
    raw = [
        (math.asin(math.sqrt(p.count / p.base)) - target) / s
        for p, s in zip(points, errors, strict=True)
    ]
    phi = dispersion(winsorised(raw, WINSORISE))
    tau2 = between(phi, errors)
    widths = [math.sqrt(s * s + tau2) for s in errors]
    z = [value * s / w for value, s, w in zip(raw, errors, widths, strict=True)]
    units = tuple(
        Placed(p.code, p.count / p.base, p.base, *limits(target, w), 2 * NormalDist().cdf(-abs(v)))
        for p, w, v in zip(points, widths, z, strict=True)
    )
    return Funnel(centre, phi, tau2, units)


def settled(funnels: Sequence[Funnel]) -> list[Funnel]:
    """The funnels with every unit's position, testing all units of all funnels together.

    A unit is outside only beyond its limits and at the false discovery rate over the whole
    grid: with 12 units and 18 items that do not differ, testing one by one raises 9 alarms.
    """
    adjusted = iter(benjamini_hochberg([unit.p for f in funnels for unit in f.units]))
    return [
        replace(f, units=tuple(replace(u, position=_position(u, next(adjusted))) for u in f.units))
        for f in funnels
    ]


def winsorised(z: Sequence[float], share: float) -> list[float]:
    """z-scores with the lowest and highest ``share`` of them drawn in to those quantiles.

    Quantiles are linear between order statistics (type 7 of Hyndman and Fan 1996, R's default).
    """
    ordered = sorted(z)
    low, high = _quantile(ordered, share), _quantile(ordered, 1 - share)
    return [min(max(value, low), high) for value in z]


def dispersion(z: Sequence[float]) -> float:
    """Phi: the mean of the squared z-scores; about 1 when only chance is at work."""
    return sum(value * value for value in z) / len(z)


def between(phi: float, errors: Sequence[float]) -> float:
    """Tau squared, the variance between units beyond chance (DerSimonian and Laird 1986)."""
    count = len(errors)
    if count * phi <= count - 1:
        return 0.0
    weights = [1 / (s * s) for s in errors]
    spread = sum(weights) - sum(w * w for w in weights) / sum(weights)
    return (count * phi - (count - 1)) / spread


def limits(target: float, width: float, level: float = LIMITS) -> tuple[float, float]:
    """The funnel's limits as shares, from the arcsine scale."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    low, high = max(0.0, target - z * width), min(math.pi / 2, target + z * width)
    return math.sin(low) ** 2, math.sin(high) ** 2


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _position(unit: Placed, adjusted: float) -> str:
    if adjusted >= DISCOVERY or unit.low <= unit.share <= unit.high:
        return "inside"
    return "above" if unit.share > unit.high else "below"
