"""Many comparisons at once."""

from __future__ import annotations

from collections.abc import Sequence


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Adjusted p-values that control the false discovery rate, in the order given.

    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289. A test
    with an adjusted value under q is a finding at false discovery rate q.
    """
    order = sorted(range(len(p)), key=lambda i: p[i], reverse=True)
    adjusted = [1.0] * len(p)
    least = 1.0
    for place, i in enumerate(order):
        least = min(least, p[i] * len(p) / (len(p) - place))
        adjusted[i] = least
    return adjusted
