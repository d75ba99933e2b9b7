"""How well an intruder did, and how well blind guessing does."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.stats import kendalltau


def tau(guess: Sequence[int]) -> float:
    """Kendall's tau-b between ``guess`` (true positions in the order recovered) and 0..n-1.

    1: the order was recovered, -1: backwards, 0: no better than chance. Fewer than two: 0.
    """
    if len(guess) < 2:
        return 0.0
    found = float(kendalltau(range(len(guess)), guess).statistic)
    return 0.0 if math.isnan(found) else found


def tau_sigma(n: int) -> float:
    """Standard deviation of tau for ``n`` items in random order (Kendall 1938)."""
    return math.sqrt(2 * (2 * n + 5) / (9 * n * (n - 1))) if n > 1 else 1.0


def tau_limit(n: int) -> float:
    """Four standard deviations: what a blind guess exceeds once in 16,000 tries.

    0.084 for n = 1,000.
    """
    return 4 * tau_sigma(n)


def hits(guess: Sequence[int]) -> int:
    """How many stand exactly where the recovered order says. Blind guessing: 1 on average,
    more than 5 once in 1,700 tries (Poisson), whatever the number of items."""
    return sum(place == true for place, true in enumerate(guess))


HITS_LIMIT = 5
