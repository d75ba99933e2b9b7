"""Has the coder's world changed between two waves? Signals, each with a line to stop at.

A stopped code goes back to people until it has been audited again.
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
    return Drift(
        codes={code: _psi(before, now, code) for code in codes},
        signals=(
            _signal("words the model does not know", _unknown(before, known), _unknown(now, known)),
            _signal("answers without a code", _none(before), _none(now)),
            _signal("answers whose codes people changed", _changed(before), _changed(now)),
        ),
    )


def psi(before: Sequence[float], now: Sequence[float]) -> float:
    """Population stability index of two sets of scores between 0 and 1, over ten unequal bins."""
    if not before or not now:
        return 0.0
    a = np.histogram(before, _BINS)[0] + 0.5
    b = np.histogram(now, _BINS)[0] + 0.5
    p, q = a / a.sum(), b / b.sum()
    return float(((q - p) * np.log(q / p)).sum())


def _psi(before: Wave, now: Wave, code: str) -> tuple[float, Level]:
    value = psi(
        [row.get(code, 0.0) for row in before.scores.values()],
        [row.get(code, 0.0) for row in now.scores.values()],
    )
    return value, "stop" if value >= PSI_STOP else "watch" if value >= PSI_WATCH else "steady"


def _signal(name: str, before: float, now: float) -> Signal:
    change = abs(now - before)
    level: Level = "stop" if change >= 0.15 else "watch" if change >= 0.07 else "steady"
    return Signal(name, before, now, level)


def _unknown(wave: Wave, known: Collection[str]) -> float:
    words = [word for text in wave.texts for word in texts.words_of(text)]
    return sum(word not in known for word in words) / len(words) if words else 0.0


def _none(wave: Wave) -> float:
    return sum(not given for given in wave.codes.values()) / len(wave.codes) if wave.codes else 0.0


def _changed(wave: Wave) -> float:
    return len(set(wave.overridden) & set(wave.codes)) / len(wave.codes) if wave.codes else 0.0
