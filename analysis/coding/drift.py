"""Has the coder's world changed between two waves? Signals, each with a line to stop at.

A stopped code goes back to people until it has been audited again. Small waves differ by chance:
nothing is called out that chance alone would show in more than one of a hundred comparisons.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.coding import text as texts

Level = Literal["steady", "watch", "stop"]
PSI_WATCH, PSI_STOP = 0.10, 0.25
"""Population stability index: customary lines of credit scoring (Siddiqi 2006)."""
CHANCE_PSI = 20.090
"""99% point of chi-squared with eight degrees of freedom: without any change the index of two sets
of n and m scores in nine bins is about that distribution times (1/n + 1/m) (Yurdakul 2018)."""
CHANCE_SHARES = 2.576
"""Two-sided 1% point of the normal distribution, for the difference of two shares."""
SHARE_WATCH, SHARE_STOP = 0.07, 0.15
_BINS = np.array([0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0])


@dataclass(frozen=True, slots=True)
class Wave:
    """What the coder saw and said in one wave: texts, scores (id -> code -> score), codes."""

    texts: Sequence[str]
    scores: Mapping[str, Mapping[str, float]]
    codes: Mapping[str, Collection[str]]
    overridden: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One measure in the wave before and in this one; shares are between 0 and 1."""

    name: str
    before: float
    now: float
    level: Level


@dataclass(frozen=True, slots=True)
class Drift:
    """``codes``: code -> stability index of its scores. ``signals``: measures of the whole."""

    codes: Mapping[str, tuple[float, Level]]
    signals: tuple[Signal, ...]


def compare(before: Wave, now: Wave, codes: Sequence[str], known: Collection[str]) -> Drift:
    """Compare two waves. *known*: the words of the model's vocabulary."""
    texts, coded = (len(before.texts), len(now.texts)), (len(before.codes), len(now.codes))
    return Drift(
        codes={code: _psi(before, now, code) for code in codes},
        signals=(
            _signal(
                "words the model does not know",
                _unknown(before, known),
                _unknown(now, known),
                texts,
            ),
            _signal("answers without a code", _none(before), _none(now), coded),
            _signal("answers whose codes people changed", _changed(before), _changed(now), coded),
        ),
    )


def psi(before: Sequence[float], now: Sequence[float]) -> float:
    """Population stability index of two sets of scores between 0 and 1, over nine unequal bins."""
    if not before or not now:
        return 0.0
    a = np.histogram(before, _BINS)[0] + 0.5
    b = np.histogram(now, _BINS)[0] + 0.5
    p, q = a / a.sum(), b / b.sum()
    return float(((q - p) * np.log(q / p)).sum())


def _psi(before: Wave, now: Wave, code: str) -> tuple[float, Level]:
    first = [row.get(code, 0.0) for row in before.scores.values()]
    second = [row.get(code, 0.0) for row in now.scores.values()]
    value = psi(first, second)
    chance = CHANCE_PSI * (1 / max(1, len(first)) + 1 / max(1, len(second)))
    return value, _level(value, chance, PSI_WATCH, PSI_STOP)


def _signal(name: str, before: float, now: float, answers: tuple[int, int]) -> Signal:
    """*answers*: how many there are in each wave; words of one answer are not independent."""
    n, m = max(1, answers[0]), max(1, answers[1])
    both = (before * n + now * m) / (n + m)
    chance = CHANCE_SHARES * float(np.sqrt(both * (1 - both) * (1 / n + 1 / m)))
    return Signal(name, before, now, _level(abs(now - before), chance, SHARE_WATCH, SHARE_STOP))


def _level(value: float, chance: float, watch: float, stop: float) -> Level:
    if value <= chance or value < watch:
        return "steady"
    return "stop" if value >= stop else "watch"


def _unknown(wave: Wave, known: Collection[str]) -> float:
    words = [word for text in wave.texts for word in texts.words_of(text)]
    return sum(word not in known for word in words) / len(words) if words else 0.0


def _none(wave: Wave) -> float:
    return sum(not given for given in wave.codes.values()) / len(wave.codes) if wave.codes else 0.0


def _changed(wave: Wave) -> float:
    return len(set(wave.overridden) & set(wave.codes)) / len(wave.codes) if wave.codes else 0.0
