"""People and machine together: the audit sample, and shares corrected by it.

A share counted by the machine alone is biased (on a public set the worst code was wrong by six
points). A random sample coded blind by people, which no model ever learns from, corrects it:
prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan & Zrnic, Science 382, 2023)
with power tuning (PPI++; Angelopoulos, Duchi & Zrnic, arXiv:2311.01453, section 6). Over a finite
number of answers this is the regression estimator of survey sampling (Cochran 1977, section 7.3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

REFUSED_UNDER = 150
WARNED_UNDER = 300
LEAST_IN_STRATUM = 10
"""Audited answers in each stratum, so that its spread can be measured."""

Z = 1.959964
Numbers = npt.NDArray[np.float64]


class TooFewAuditedError(ValueError):
    """Fewer audited answers than an interval can be trusted with."""


@dataclass(frozen=True, slots=True)
class Share:
    """A code's share of all answers (0 to 1) with its 95% interval.

    The interval speaks of coding error alone: how far the share could be from what people would
    have found had they read every answer. ``machine`` and ``people``: the uncorrected shares, of
    all and of the audited answers. ``warning``: empty, or why to be careful.
    """

    code: str
    share: float
    low: float
    high: float
    machine: float
    people: float
    audited: int
    total: int
    warning: str


def sample(ids: Sequence[str], size: int, *, seed: int, coded: Collection[str] = ()) -> list[str]:
    """*size* ids at random, in random order, for people to code blind.

    The order hangs on the seed and each id alone, so that answers that arrive later join the
    sample without turning the rest over. *coded*: answers that people have already coded with the
    machine's suggestions in view; they are never chosen, and the audit speaks for the rest only.
    """
    free = set(ids) - set(coded)
    return sorted(free, key=lambda i: (hashlib.sha256(f"{seed}:{i}".encode()).digest(), i))[:size]


def shares(
    machine: Mapping[str, Collection[str]],
    people: Mapping[str, Collection[str]],
    codes: Sequence[str],
    *,
    strata: Mapping[str, str] | None = None,
) -> tuple[Share, ...]:
    """The corrected share of every code among all answers that the machine coded.

    *machine*: id -> codes for all answers. *people*: id -> codes for the audit sample, a random
    part of them. *strata*: id -> group within which the sample is random, where some groups were
    more likely to be audited than others; each is corrected for itself and weighs what it holds.
    Raises :class:`TooFewAuditedError` under 150 audited answers, or under 10 in a stratum; warns
    under 300, where the interval holds the truth less often than it says.
    """
    audited = sorted(set(people) & set(machine))
    if len(audited) < REFUSED_UNDER:
        raise TooFewAuditedError(
            f"{len(audited)} audited answers; {REFUSED_UNDER} are needed before a share with an"
            " interval can be given"
        )
    warning = ""
    if len(audited) < WARNED_UNDER:
        warning = f"Under {WARNED_UNDER} audited answers the interval is too narrow."
    groups = _groups(machine, audited, strata)
    return tuple(_share(code, machine, people, groups, warning) for code in codes)


@dataclass(frozen=True, slots=True)
class Mean:
    """A corrected mean: its value, its variance, and whether the audit saw any variation."""

    value: float
    variance: float
    varied: bool


def corrected(every: Numbers, guess: Numbers, truth: Numbers) -> Mean:
    """Prediction-powered mean of the truth, with its variance over draws of the audit.

    *every*: the machine's codes of all N answers (0 or 1), shape (N,). *guess* and *truth*: the
    machine's and the people's codes of the n audited ones, shape (n,). With the weight
    w = cov(truth, guess) / var(guess), held between 0 and 1, the mean is
    w mean(every) + mean(truth - w guess). PPI++ keeps the N - n answers without an audit apart and
    gives them its best weight, w / (1 + n / (N - n)): the same number.
    """
    power = _power(truth, guess)
    errors = truth - power * guess
    value = power * float(every.mean()) + float(errors.mean())
    spread = float(errors.var(ddof=1))
    left = max(0.0, 1 - len(errors) / len(every))
    return Mean(value, left * spread / len(errors), spread > 0)


Group = tuple[tuple[str, ...], tuple[str, ...]]
"""All answers of a stratum, and its audited ones."""


def _groups(
    machine: Mapping[str, Collection[str]],
    audited: Sequence[str],
    strata: Mapping[str, str] | None,
) -> list[Group]:
    if strata is None:
        return [(tuple(machine), tuple(audited))]
    found: dict[str, tuple[list[str], list[str]]] = {}
    for answer in machine:
        found.setdefault(strata[answer], ([], []))[0].append(answer)
    for answer in audited:
        found[strata[answer]][1].append(answer)
    for name, (_, seen) in sorted(found.items()):
        if len(seen) < LEAST_IN_STRATUM:
            raise TooFewAuditedError(
                f"{len(seen)} audited answers of the kind '{name}'; {LEAST_IN_STRATUM} are needed"
            )
    return [(tuple(every), tuple(seen)) for _, (every, seen) in sorted(found.items())]


def _share(
    code: str,
    machine: Mapping[str, Collection[str]],
    people: Mapping[str, Collection[str]],
    groups: Sequence[Group],
    warning: str,
) -> Share:
    total = sum(len(every) for every, _ in groups)
    audited = sum(len(seen) for _, seen in groups)
    means = [
        (
            len(every) / total,
            corrected(
                _flags(code, machine, every),
                _flags(code, machine, seen),
                _flags(code, people, seen),
            ),
        )
        for every, seen in groups
    ]
    share = sum(weight * mean.value for weight, mean in means)
    half = _half_width(means, audited, total)
    return Share(
        code=code,
        share=float(np.clip(share, 0, 1)),
        low=float(np.clip(share - half, 0, 1)),
        high=float(np.clip(share + half, 0, 1)),
        machine=float(_flags(code, machine, tuple(machine)).mean()),
        people=float(np.mean([code in people[i] for _, seen in groups for i in seen])),
        audited=audited,
        total=total,
        warning=warning,
    )


def _flags(code: str, codings: Mapping[str, Collection[str]], ids: Sequence[str]) -> Numbers:
    return np.array([code in codings[i] for i in ids], dtype=float)


def _power(truth: Numbers, guess: Numbers) -> float:
    """How much to lean on the machine: 0 (its codes say nothing) to 1 (PPI++)."""
    spread = float(guess.var(ddof=1))
    if spread == 0:
        return 0.0
    together = float(np.cov(truth, guess, ddof=1)[0, 1])
    return float(np.clip(together / spread, 0, 1))


def _half_width(means: Sequence[tuple[float, Mean]], audited: int, total: int) -> float:
    """Half of the 95% interval: of coding error, with the correction for a finite number.

    Never under the rule of three (3 / n): an audit that met one error, or none, has not shown
    that there are no others.
    """
    variance = sum(weight * weight * mean.variance for weight, mean in means)
    least = 3 / audited * max(0.0, 1 - audited / total)
    return max(Z * float(np.sqrt(variance)), least)
