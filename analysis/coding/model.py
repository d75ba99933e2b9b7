"""The trained part of the coder: a linear model whose every score can be taken apart.

One logistic regression per code over the features of ``vocabulary`` and ``features``. An answer is
scored twice, as a whole and by its strongest sentence, and the two are averaged: a concern that
takes one sentence of a long story is not drowned by the rest of it. A score is a sum of weights, so
the words that gave it can be pointed at. A model is two plain files, numbers (``.npz``, read with
pickling forbidden) and vocabulary (``.json``): reading one never runs code.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.coding import features
from analysis.coding.features import CONTEXT_NAMES, RuleFeatures
from analysis.coding.result import Answer
from analysis.coding.rules import Lexicon, Match
from analysis.coding.vocabulary import BLOCKS, Vocabulary

Scores = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FORMAT = "heard-coder-2"
NEAREST = 0.6
"""Where no code reaches its threshold, how much of it the nearest must reach to be given."""
SMALL = 0.004
"""Weights nearer to nothing than this are written as nothing, which makes the file smaller."""


class ModelError(ValueError):
    """A model file that cannot be used, with the reason."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Features of answers, ``whole`` (answers, features), and of their sentences, ``parts``.

    ``first``: the first sentence of each answer, shape (answers,).
    """

    whole: sparse.csr_matrix
    parts: sparse.csr_matrix
    first: npt.NDArray[np.int64]


@dataclass(slots=True)
class LinearModel:
    """Weights per feature and code, and how a score becomes a probability and a decision.

    ``weights`` (features, codes) and ``bias`` (codes,) are log odds; ``scale`` and ``shift``
    (codes,) calibrate them (Platt 1999); ``thresholds`` (codes,) are probabilities.
    ``sentiment_weights`` (features + 2, 3): negative, neutral, positive; the last two features are
    TextBlob's polarity and subjectivity.
    """

    codes: tuple[str, ...]
    vocabulary: Vocabulary
    rules: RuleFeatures
    weights: npt.NDArray[np.float32]
    bias: Scores
    scale: Scores
    shift: Scores
    thresholds: Scores
    sentiment_weights: npt.NDArray[np.float32]
    sentiment_bias: Scores
    about: Mapping[str, Any] = field(default_factory=dict)

    def rows(self, answers: Sequence[Answer], matches: Sequence[Sequence[Match]]) -> Rows:
        """Features of the answers."""
        return stack(self.vocabulary, self.rules, answers, matches)

    def raw(self, rows: Rows) -> Scores:
        """Log odds before calibration, shape (answers, codes)."""
        return pooled(rows, self.weights) + self.bias

    def scores(self, rows: Rows) -> Scores:
        """Calibrated probabilities, shape (answers, codes)."""
        return sigmoid(self.raw(rows) * self.scale + self.shift)

    def sentiment(self, rows: Rows, polarity: npt.NDArray[Any]) -> Scores:
        """Probabilities of negative, neutral and positive, shape (answers, 3).

        *polarity*: TextBlob's polarity and subjectivity, shape (answers, 2).
        """
        raw = np.asarray(rows.whole @ self.sentiment_weights[:-2], dtype=np.float64)
        raw += polarity @ self.sentiment_weights[-2:] + self.sentiment_bias
        raw = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(raw / raw.sum(axis=1, keepdims=True))

    def names(self) -> list[str]:
        """The features in the order of the columns, each with its block in front."""
        found = [f"{block}:{name}" for block in BLOCKS for name in self.vocabulary.names[block]]
        found += [f"rules:{n}" for n in self.rules.names_]
        return found + [f"context:{n}" for n in CONTEXT_NAMES]


def decide(chances: Scores, thresholds: Scores) -> Flags:
    """Which codes are given, shape (answers, codes): those that reach their threshold.

    Nearly nine answers in ten say something that the frame has a code for. Where nothing reaches
    its threshold, the code that comes nearest is given if it reaches ``NEAREST`` of it.
    """
    reached = chances / thresholds
    given = reached >= 1
    if not given.size:
        return given
    best = reached.argmax(axis=1)
    near = ~given.any(axis=1) & (reached.max(axis=1) >= NEAREST)
    given[near, best[near]] = True
    return given


def pooled(rows: Rows, weights: npt.NDArray[np.float32]) -> Scores:
    """The mean of an answer's score as a whole and the score of its strongest sentence."""
    whole = np.asarray(rows.whole @ weights, dtype=np.float64)
    if not len(whole):
        return whole
    strongest = np.maximum.reduceat(np.asarray(rows.parts @ weights), rows.first, axis=0)
    return (whole + strongest) / 2


def sigmoid(raw: Scores) -> Scores:
    """The logistic function, safe for large numbers."""
    return np.asarray(1 / (1 + np.exp(-np.clip(raw, -40, 40))))


def stack(
    vocabulary: Vocabulary,
    rules: RuleFeatures,
    answers: Sequence[Answer],
    matches: Sequence[Sequence[Match]],
) -> Rows:
    """All features of answers and their sentences side by side."""
    encoded = vocabulary.encode([answer.text for answer in answers])
    context = features.context_features(answers)
    by_sentence = [
        found
        for begins, here in zip(encoded.begins, matches, strict=True)
        for found in _share(begins, here)
    ]
    owner = np.repeat(np.arange(len(answers)), [len(b) for b in encoded.begins])
    return Rows(
        _beside(encoded.whole, rules.of_matches(matches), context),
        _beside(encoded.parts, rules.of_matches(by_sentence), context[owner]),
        encoded.first,
    )


def _share(begins: Sequence[int], matches: Sequence[Match]) -> list[list[Match]]:
    """Each match to the sentence in which it begins."""
    if len(begins) == 1:
        return [list(matches)]
    found: list[list[Match]] = [[] for _ in begins]
    for match in matches:
        found[max(0, bisect_right(begins, match.start) - 1)].append(match)
    return found


def _beside(*parts: Any) -> sparse.csr_matrix:
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


def save(model: LinearModel, folder: Path) -> None:
    """Write ``model.npz`` and ``model.json`` into *folder*. Weights are kept in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / "model.npz",
        rarity=model.vocabulary.rarity,
        weights=_half(model.weights),
        bias=model.bias,
        scale=model.scale,
        shift=model.shift,
        thresholds=model.thresholds,
        sentiment_weights=_half(model.sentiment_weights),
        sentiment_bias=model.sentiment_bias,
    )
    document = {
        "format": FORMAT,
        "codes": list(model.codes),
        "about": dict(model.about),
        "rules": model.rules.names_,
        "vocabulary": model.vocabulary.names,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


def _half(weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float16]:
    return np.where(np.abs(weights) < SMALL, 0, weights).astype(np.float16)


def load(folder: Path, lexicon: Lexicon, codes: Sequence[str]) -> LinearModel:
    """Read a model that fits this lexicon and these codes. Raises ModelError."""
    try:
        document = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: the model cannot be read ({error})") from None
    if document.get("format") != FORMAT or document["codes"] != list(codes):
        raise ModelError(
            f"{folder}: the model was trained for another coding frame; train it again"
        )
    rules = RuleFeatures(lexicon, codes)
    if document["rules"] != rules.names_:
        raise ModelError(f"{folder}: the model was trained with another lexicon; train it again")
    return LinearModel(
        codes=tuple(codes),
        vocabulary=Vocabulary(document["vocabulary"], arrays["rarity"]),
        rules=rules,
        weights=arrays["weights"].astype(np.float32),
        bias=arrays["bias"],
        scale=arrays["scale"],
        shift=arrays["shift"],
        thresholds=arrays["thresholds"],
        sentiment_weights=arrays["sentiment_weights"].astype(np.float32),
        sentiment_bias=arrays["sentiment_bias"],
        about=document["about"],
    )
