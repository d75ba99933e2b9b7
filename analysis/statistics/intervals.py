"""Intervals for shares and for differences of shares, as if the replies were a random sample.

They are not one: docs/method.md says where these ranges may appear and what they are called.
"""

from __future__ import annotations

import math
from statistics import NormalDist

RANDOM_SAMPLE = "Range if these replies were a random sample; they are not."


def quantile(level: float) -> float:
    """The standard normal quantile of a two-sided interval (1.96 for 0.95)."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(count: int, base: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of ``count / base``, as shares of 1.

    Wilson (1927), Journal of the American Statistical Association 22:209; method 3 of
    Newcombe (1998), Statistics in Medicine 17:857. ``ValueError`` unless 0 <= count <= base
    and base > 0.
    """
    if base <= 0 or not 0 <= count <= base:
        raise ValueError(f"{count} of {base} is no share.")
    z = quantile(level)
    share = count / base
    middle = share + z * z / (2 * base)
    spread = z * math.sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    scale = 1 + z * z / base
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return (0.0 if count == 0 else low), (1.0 if count == base else high)


def difference(
    count: int, base: int, other_count: int, other_base: int, level: float = 0.95
) -> tuple[float, float]:
    """An interval of ``count/base - other_count/other_base``, two groups of different people.

    Newcombe's hybrid score interval: method 10 of Newcombe (1998), Statistics in Medicine 17:873.
    """
    one, other = count / base, other_count / other_base
    low, high = wilson(count, base, level)
    other_low, other_high = wilson(other_count, other_base, level)
    gap = one - other
    down = math.sqrt((one - low) ** 2 + (other_high - other) ** 2)
    up = math.sqrt((high - one) ** 2 + (other - other_low) ** 2)
    return gap - down, gap + up


def whole(interval: tuple[float, float]) -> list[int]:
    """An interval of shares as whole percentage points, drawn outwards."""
    low, high = interval
    return [math.floor(100 * low + 1e-9), math.ceil(100 * high - 1e-9)]
