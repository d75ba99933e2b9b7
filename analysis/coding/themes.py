"""What no code covers: prompts for people to read, never findings.

Keyness: weighted log odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008),
uncoded answers against coded ones. Groups: non-negative matrix factorisation of the uncoded
answers, each group with a stability between 0 and 1: the mean overlap (Jaccard) of its ten first
words with the nearest group of runs from other beginnings. Under 300 uncoded answers there are no
groups: words and reading only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.coding import text as texts
from analysis.coding.result import Answer
from analysis.redaction import redact

LEAST_FOR_GROUPS = 300
EXAMPLES = 20
_GROUPS = 12
_RUNS = 5
_WORDS = 10
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of uncoded answers: its words, how stable it is, and answers to read."""

    words: tuple[str, ...]
    stability: float
    ids: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """``words``: (word, z-score), most typical of uncoded answers first. ``notes``: limits."""

    total: int
    uncoded: int
    words: tuple[tuple[str, float], ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...]


def find(
    comments: Sequence[Answer], codings: Mapping[str, Collection[str]], *, seed: int = 2022
) -> Themes:
    """Look at the answers to which *codings* gives no code. Examples are redacted."""
    uncoded = [c for c in comments if not codings.get(c.id) and c.text.strip()]
    coded = [c for c in comments if codings.get(c.id)]
    words = keyness([c.text for c in uncoded], [c.text for c in coded])
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    if len(uncoded) >= LEAST_FOR_GROUPS:
        groups = _groups(uncoded, seed)
    else:
        notes = (
            f"Fewer than {LEAST_FOR_GROUPS} uncoded answers: read them;"
            " grouping so few would show chance.",
        )
    return Themes(len(comments), len(uncoded), words, groups, notes)


def keyness(
    target: Sequence[str], rest: Sequence[str], *, most: int = 30, least: int = 3
) -> tuple[tuple[str, float], ...]:
    """Words that *target* uses more than *rest*: (word, z-score), highest first.

    The prior is the word's frequency in both together (Monroe et al., equations 15-22).
    """
    a, b = _counts(target), _counts(rest)
    both = a + b
    total_a, total_b, total = sum(a.values()), sum(b.values()), sum(both.values())
    found: list[tuple[str, float]] = []
    for word, prior in both.items():
        if a[word] < least or total_a + total <= a[word] + prior:
            continue
        odds_a = np.log((a[word] + prior) / (total_a + total - a[word] - prior))
        odds_b = np.log((b[word] + prior) / (total_b + total - b[word] - prior))
        variance = 1 / (a[word] + prior) + 1 / (b[word] + prior)
        found.append((word, float((odds_a - odds_b) / np.sqrt(variance))))
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(pair for pair in found[:most] if pair[1] > 0)


def _counts(answers: Sequence[str]) -> Counter[str]:
    return Counter(w for text in answers for w in texts.words(texts.fold(text)) if len(w) > 2)


def _groups(uncoded: Sequence[Answer], seed: int) -> tuple[Group, ...]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    words = TfidfVectorizer(
        stop_words=sorted(ENGLISH_STOP_WORDS), min_df=3, max_df=0.5, sublinear_tf=True
    )
    matrix = words.fit_transform([c.text for c in uncoded])
    names = words.get_feature_names_out()
    count = min(_GROUPS, max(4, len(uncoded) // 60))
    runs = [_factors(matrix, count, seed + run) for run in range(_RUNS)]
    weights, parts = runs[0]
    others = [[_first_words(part, names) for part in p] for _, p in runs[1:]]
    found = []
    for k in np.argsort(-weights.sum(axis=0)):
        first = _first_words(parts[k], names)
        stability = float(np.mean([max(_overlap(first, o) for o in run) for run in others]))
        top = [i for i in np.argsort(-weights[:, k])[:EXAMPLES] if weights[i, k] > 0]
        found.append(
            Group(
                words=first,
                stability=stability,
                ids=tuple(uncoded[i].id for i in top),
                examples=tuple(redact(uncoded[i].text)[0] for i in top),
            )
        )
    return tuple(found)


def _factors(matrix: object, count: int, seed: int) -> tuple[Matrix, Matrix]:
    from sklearn.decomposition import NMF

    model = NMF(count, init="random", random_state=seed, max_iter=1000, tol=1e-3)
    return np.asarray(model.fit_transform(matrix)), np.asarray(model.components_)


def _first_words(part: Matrix, names: npt.NDArray[np.str_]) -> tuple[str, ...]:
    return tuple(str(names[i]) for i in np.argsort(-part)[:_WORDS])


def _overlap(a: Collection[str], b: Collection[str]) -> float:
    return len(set(a) & set(b)) / len(set(a) | set(b))
