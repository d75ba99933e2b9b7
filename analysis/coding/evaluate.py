"""How good a coder is against codes given by people: F1, precision, recall, with intervals.

A ``disputed`` code (given by one of two coders) counts neither as right nor as wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Measure = Callable[[Flags, Flags], float | None]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Gold:
    """One answer coded by people. ``sentiment``: one value per coder, -1, 0 or 1.

    ``audit``: part of the blind audit sample, which no model may learn from.
    """

    id: str
    audience: str
    question: str
    text: str
    codes: frozenset[str]
    disputed: frozenset[str] = frozenset()
    sentiment: tuple[int, ...] = ()
    language: str = "en"
    audit: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95% interval; None where it cannot be computed."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class CodeScore:
    """One code: how often people gave it, the machine gave it, both, and the measures."""

    code: str
    gold: int
    predicted: int
    both: int
    precision: Interval
    recall: Interval
    f1: Interval


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``coverage``: share of answers kept, surest first -> micro F1 of those."""

    n: int
    micro: Interval
    macro: Interval
    codes: tuple[CodeScore, ...]
    audiences: Mapping[str, tuple[int, float | None, float | None]]
    coverage: tuple[tuple[float, float | None], ...]
    sentiment: float | None = None


def matrices(
    gold: Sequence[Gold], predicted: Mapping[str, Collection[str]], codes: Sequence[str]
) -> tuple[Flags, Flags]:
    """Gold and predicted flags, shape (answers, codes); disputed cells are False in both."""
    truth = np.array([[c in g.codes for c in codes] for g in gold], dtype=bool)
    guess = np.array([[c in predicted[g.id] for c in codes] for g in gold], dtype=bool)
    open_ = np.array([[c in g.disputed for c in codes] for g in gold], dtype=bool)
    return truth & ~open_, guess & ~open_


def micro_f1(truth: Flags, guess: Flags) -> float | None:
    """F1 over all cells of two arrays of shape (answers, codes)."""
    both = int((truth & guess).sum())
    given = int(truth.sum() + guess.sum())
    return 2 * both / given if given else None


def macro_f1(truth: Flags, guess: Flags) -> float | None:
    """Mean F1 of the codes that people gave at least once."""
    found = truth.any(axis=0)
    if not found.any():
        return None
    both = (truth & guess).sum(axis=0)[found]
    given = (truth.sum(axis=0) + guess.sum(axis=0))[found]
    return float(np.mean(2 * both / given))


def wilson(successes: int, n: int, z: float = 1.959964) -> Interval:
    """A share with Wilson's (1927) score interval."""
    if not n:
        return Interval(None)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Interval(share, float(max(0.0, middle - half)), float(min(1.0, middle + half)))


def evaluate(
    gold: Sequence[Gold],
    predicted: Mapping[str, Collection[str]],
    codes: Sequence[str],
    *,
    confidence: Mapping[str, float] | None = None,
    sentiment: Mapping[str, str] | None = None,
    seed: int = 2022,
) -> Evaluation:
    """Measure *predicted* (id -> codes) against *gold*.

    *confidence*: id -> how sure the machine is, for the coverage curve. *sentiment*: id -> label.
    """
    truth, guess = matrices(gold, predicted, codes)
    draws = np.random.default_rng(seed).integers(0, len(gold), (RESAMPLES, len(gold)))
    sure = np.array([confidence[g.id] for g in gold]) if confidence else None
    return Evaluation(
        n=len(gold),
        micro=_bootstrap(truth, guess, draws, micro_f1),
        macro=_bootstrap(truth, guess, draws, macro_f1),
        codes=tuple(
            _code(code, truth[:, [k]], guess[:, [k]], draws) for k, code in enumerate(codes)
        ),
        audiences=_audiences(gold, truth, guess),
        coverage=coverage_curve(truth, guess, sure) if sure is not None else (),
        sentiment=sentiment_accuracy(gold, sentiment) if sentiment else None,
    )


def coverage_curve(
    truth: Flags, guess: Flags, sure: npt.NDArray[np.float64]
) -> tuple[tuple[float, float | None], ...]:
    """Micro F1 of the surest share of the answers, from 40% to all of them."""
    order = np.argsort(-sure, kind="stable")
    points = []
    for share in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        kept = order[: max(1, round(share * len(order)))]
        points.append((share, micro_f1(truth[kept], guess[kept])))
    return tuple(points)


_VALUES = {"negative": -1, "neutral": 0, "positive": 1}


def sentiment_accuracy(gold: Sequence[Gold], labels: Mapping[str, str]) -> float | None:
    """Share of answers whose label is what the coders said; where they differ, either counts."""
    asked = [g for g in gold if g.sentiment]
    right = sum(_VALUES[labels[g.id]] in g.sentiment for g in asked)
    return right / len(asked) if asked else None


def _code(code: str, truth: Flags, guess: Flags, draws: npt.NDArray[np.int64]) -> CodeScore:
    both = int((truth & guess).sum())
    people, machine = int(truth.sum()), int(guess.sum())
    return CodeScore(
        code=code,
        gold=people,
        predicted=machine,
        both=both,
        precision=wilson(both, machine),
        recall=wilson(both, people),
        f1=_bootstrap(truth, guess, draws, micro_f1) if people else Interval(None),
    )


def _bootstrap(
    truth: Flags, guess: Flags, draws: npt.NDArray[np.int64], measure: Measure
) -> Interval:
    """Percentile interval over answers drawn again (Efron 1979)."""
    values = [measure(truth[draw], guess[draw]) for draw in draws]
    known = [v for v in values if v is not None]
    if not known:
        return Interval(measure(truth, guess))
    low, high = np.quantile(known, [0.025, 0.975])
    return Interval(measure(truth, guess), float(low), float(high))


def _audiences(
    gold: Sequence[Gold], truth: Flags, guess: Flags
) -> dict[str, tuple[int, float | None, float | None]]:
    found: dict[str, tuple[int, float | None, float | None]] = {}
    for audience in sorted({g.audience for g in gold}):
        rows = np.array([g.audience == audience for g in gold])
        found[audience] = (
            int(rows.sum()),
            micro_f1(truth[rows], guess[rows]),
            macro_f1(truth[rows], guess[rows]),
        )
    return found
