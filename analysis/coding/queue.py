"""In which order people read: urgent first, then where the machine is least sure.

A random stream runs beside it and is kept apart: answers chosen because they are hard must never
be used to estimate accuracy or shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Stream = Literal["urgent", "random", "uncertain"]


@dataclass(frozen=True, slots=True)
class Place:
    """One answer in the order of reading, and why it stands there."""

    id: str
    stream: Stream
    uncertainty: float


def order(
    scores: Mapping[str, Mapping[str, float]],
    urgent: Sequence[str] = (),
    *,
    seed: int,
    random_share: float = 0.2,
) -> list[Place]:
    """Every answer once. *scores*: id -> code -> score between 0 and 1.

    After the urgent ones, one in five (*random_share*) is drawn at random, the rest come by
    uncertainty (the number of codes expected to be wrong), the two streams interleaved.
    """
    doubt = {i: sum(min(s, 1 - s) for s in row.values()) for i, row in scores.items()}
    first = [i for i in urgent if i in doubt]
    rest = sorted(set(doubt) - set(first))
    draws = np.random.default_rng(seed).random(len(rest))
    random = [i for i, draw in zip(rest, draws, strict=True) if draw < random_share]
    chosen = set(random)
    hard = sorted((i for i in rest if i not in chosen), key=lambda i: (-doubt[i], i))
    places = [Place(i, "urgent", doubt[i]) for i in first]
    places += _interleave(
        [Place(i, "random", doubt[i]) for i in random],
        [Place(i, "uncertain", doubt[i]) for i in hard],
        random_share,
    )
    return places


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
