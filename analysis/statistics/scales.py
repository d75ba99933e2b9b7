"""Summaries of an answer scale from its counts, in the order of the scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScaleSummary:
    """``median``: the code of the middle answer (the lower of two). ``spread``: the codes a
    quarter and three quarters of the way. ``favourable``: the share of 1 that is favourable.

    A mean is not given: the steps of an answer scale are an order, not a distance.
    """

    median: str
    spread: tuple[str, str]
    favourable: float | None


def summarise(
    counts: Mapping[str, int], order: Sequence[str], favourable: frozenset[str] = frozenset()
) -> ScaleSummary | None:
    """Summarise valid answers (people by code); None when there are none."""
    base = sum(counts.get(code, 0) for code in order)
    if base == 0:
        return None
    good = sum(counts.get(code, 0) for code in order if code in favourable)
    share = good / base if favourable else None
    return ScaleSummary(
        _at(counts, order, base, 0.5),
        (_at(counts, order, base, 0.25), _at(counts, order, base, 0.75)),
        share,
    )


def _at(counts: Mapping[str, int], order: Sequence[str], base: int, share: float) -> str:
    """The code in which the answer stands that is ``share`` of the way from the first."""
    reached = 0
    for code in order:
        reached += counts.get(code, 0)
        if reached >= share * base:
            return code
    return order[-1]
