"""How far two coders agree: per code, and over whole sets of codes.

Kappa: Cohen (1960). Alpha: Krippendorff (2004), through the ``krippendorff`` package. AC1: Gwet
(2008), which does not collapse when a code is rare. MASI distance between sets: Passonneau (2006).
Customary bars for alpha: 0.80 and over reliable, 0.667 to 0.80 tentative.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codings = Mapping[str, Collection[str]]
"""Comment id -> the codes given to it by one coder."""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one code. ``n`` comments; ``prevalence`` the mean share of both coders.

    A measure is None where it cannot be computed (nobody gave the code, or everybody did).
    """

    code: str
    n: int
    both: int
    only_a: int
    only_b: int
    prevalence: float
    observed: float
    kappa: float | None
    alpha: float | None
    ac1: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two coders on the comments that both coded."""

    n: int
    codes: tuple[CodeAgreement, ...]
    masi_alpha: float | None
    mean_kappa: float | None
    micro_f1: float | None


def agree(a: Codings, b: Codings, codes: Sequence[str]) -> Agreement:
    """Compare coder *a* with coder *b* on the comments that both coded."""
    shared = sorted(set(a) & set(b))
    rows = tuple(_one(code, a, b, shared) for code in codes)
    kappas = [row.kappa for row in rows if row.kappa is not None]
    both = sum(row.both for row in rows)
    given = sum(2 * row.both + row.only_a + row.only_b for row in rows)
    return Agreement(
        n=len(shared),
        codes=rows,
        masi_alpha=masi_alpha([(frozenset(a[i]), frozenset(b[i])) for i in shared]),
        mean_kappa=float(np.mean(kappas)) if kappas else None,
        micro_f1=2 * both / given if given else None,
    )


def _one(code: str, a: Codings, b: Codings, shared: Sequence[str]) -> CodeAgreement:
    first = np.array([code in a[i] for i in shared], dtype=bool)
    second = np.array([code in b[i] for i in shared], dtype=bool)
    return CodeAgreement(
        code=code,
        n=len(shared),
        both=int((first & second).sum()),
        only_a=int((first & ~second).sum()),
        only_b=int((~first & second).sum()),
        prevalence=float((first.mean() + second.mean()) / 2) if len(shared) else 0.0,
        observed=float((first == second).mean()) if len(shared) else 0.0,
        kappa=cohen_kappa(first, second),
        alpha=krippendorff_alpha(first, second),
        ac1=gwet_ac1(first, second),
    )


Flags = npt.NDArray[np.bool_]


def cohen_kappa(a: Flags, b: Flags) -> float | None:
    """Cohen's kappa of two arrays of flags, shape (n,); None when chance agreement is 1."""
    if not len(a):
        return None
    p, q = float(a.mean()), float(b.mean())
    chance = p * q + (1 - p) * (1 - q)
    return None if chance == 1 else (float((a == b).mean()) - chance) / (1 - chance)


def gwet_ac1(a: Flags, b: Flags) -> float | None:
    """Gwet's AC1 of two arrays of flags: chance agreement is 2 p (1 - p), p the mean share."""
    if not len(a):
        return None
    share = (float(a.mean()) + float(b.mean())) / 2
    chance = 2 * share * (1 - share)
    return (float((a == b).mean()) - chance) / (1 - chance)


def krippendorff_alpha(a: Flags, b: Flags) -> float | None:
    """Krippendorff's alpha (nominal) of two arrays of flags; None when nothing varies."""
    if not len(a) or len(set(a.tolist()) | set(b.tolist())) < 2:
        return None
    import krippendorff

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found = krippendorff.alpha(
            reliability_data=np.vstack([a, b]).astype(float), level_of_measurement="nominal"
        )
    return float(found)


def masi_distance(a: frozenset[str], b: frozenset[str]) -> float:
    """MASI distance of two sets, 0 to 1: 1 - J M (Passonneau 2006).

    J: shared codes among all given. M: 1 for the same set, 2/3 where one holds the other, 1/3
    where they overlap, 0 where they share nothing.
    """
    if a == b:
        return 0.0
    shared, union = len(a & b), len(a | b)
    if not shared:
        return 1.0
    weight = 2 / 3 if a < b or b < a else 1 / 3
    return 1 - shared / union * weight


def masi_alpha(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float | None:
    """Krippendorff's alpha over sets with MASI distance; None when nothing varies."""
    if not pairs:
        return None
    values: dict[frozenset[str], int] = {}
    for a, b in pairs:
        values[a] = values.get(a, 0) + 1
        values[b] = values.get(b, 0) + 1
    kinds = list(values)
    counts = np.array([values[kind] for kind in kinds], dtype=float)
    distance = np.array([[masi_distance(a, b) for b in kinds] for a in kinds])
    total = counts.sum()
    expected = float(counts @ distance @ counts) / (total * (total - 1))
    observed = float(np.mean([masi_distance(a, b) for a, b in pairs]))
    return None if expected == 0 else 1 - observed / expected
