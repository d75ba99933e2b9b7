"""In which order people read: urgent, rare but serious, the audit sample, then the uncertain.

A random stream runs beside the uncertain one and is kept apart: answers chosen because they are
hard must never be used to estimate accuracy or shares.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Stream = Literal["urgent", "serious", "audit", "random", "uncertain"]
Scores = Mapping[str, Mapping[str, float]]
"""Answer -> code -> score between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """One answer in the order of reading, and why it stands there.

    ``uncertainty`` is the number of codes expected to be wrong. ``blind``: it is in the audit
    sample, so its reader must not see what the machine suggests, wherever it stands.
    """

    id: str
    stream: Stream
    uncertainty: float
    blind: bool = False


def order(
    scores: Scores,
    urgent: Sequence[str] = (),
    serious: Sequence[str] = (),
    audit: Sequence[str] = (),
    *,
    seed: int,
    random_share: float = 0.2,
) -> list[Place]:
    """Every answer of *scores* once.

    *urgent* and *serious* (answers that carry a rare but serious code) come first, in the order
    given, then the *audit* sample in its random order. Of the rest one in five (*random_share*) is
    drawn at random, the others come by uncertainty, the two streams interleaved.
    """
    doubt = {i: uncertainty(row.values()) for i, row in scores.items()}
    sample = frozenset(audit)
    placed: dict[str, Stream] = {}
    firsts: tuple[tuple[Stream, Sequence[str]], ...] = (
        ("urgent", urgent), ("serious", serious), ("audit", audit),
    )  # fmt: skip
    for stream, ids in firsts:
        for i in ids:
            if i in doubt:
                placed.setdefault(i, stream)
    first = [Place(i, stream, doubt[i], i in sample) for i, stream in placed.items()]
    return first + _rest(doubt, placed, seed, random_share)


def uncertainty(scores: Collection[float]) -> float:
    """How many of an answer's codes are expected to be wrong, from calibrated scores."""
    return sum(min(score, 1 - score) for score in scores)


def _rest(
    doubt: Mapping[str, float], placed: Collection[str], seed: int, random_share: float
) -> list[Place]:
    rest = sorted(set(doubt) - set(placed))
    draws = np.random.default_rng(seed).random(len(rest))
    drawn = sorted((draw, i) for i, draw in zip(rest, draws, strict=True) if draw < random_share)
    random = [i for _, i in drawn]
    chosen = set(random)
    hard = sorted((i for i in rest if i not in chosen), key=lambda i: (-doubt[i], i))
    return _interleave(
        [Place(i, "random", doubt[i]) for i in random],
        [Place(i, "uncertain", doubt[i]) for i in hard],
        random_share,
    )


def _interleave(random: list[Place], hard: list[Place], share: float) -> list[Place]:
    mixed: list[Place] = []
    due = 0.0
    random, hard = random[::-1], hard[::-1]
    while random or hard:
        due += share
        if random and (due >= 1 or not hard):
            mixed.append(random.pop())
            due -= 1
        elif hard:
            mixed.append(hard.pop())
    return mixed
