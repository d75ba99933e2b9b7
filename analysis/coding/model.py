"""The trained part of the coder: a linear model whose every score can be taken apart.

One logistic regression per code (scikit-learn, liblinear) over the blocks of ``features``. The
score of a code is a sum of weights, so the words that gave it can be pointed at. A model is two
plain files, numbers (``.npz``, read with pickling forbidden) and vocabulary (``.json``): reading
one never runs code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.coding import features
from analysis.coding.features import BLOCKS, CONTEXT_NAMES, WEIGHTS, RuleFeatures
from analysis.coding.result import Answer
from analysis.coding.rules import Lexicon, Match

Scores = npt.NDArray[np.float64]
FORMAT = "heard-coder-1"


class ModelError(ValueError):
    """A model file that cannot be used, with the reason."""


@dataclass(slots=True)
class LinearModel:
    """Weights per feature and code, and how a score becomes a probability and a decision.

    ``weights`` (features, codes) and ``bias`` (codes,) are log odds; ``scale`` and ``shift``
    (codes,) calibrate them (Platt 1999); ``thresholds`` (codes,) are probabilities.
    ``sentiment_weights`` (features, 3): negative, neutral, positive.
    """

    codes: tuple[str, ...]
    vectorizers: Mapping[str, Any]
    rules: RuleFeatures
    weights: npt.NDArray[np.float32]
    bias: Scores
    scale: Scores
    shift: Scores
    thresholds: Scores
    sentiment_weights: npt.NDArray[np.float32]
    sentiment_bias: Scores
    about: Mapping[str, Any] = field(default_factory=dict)

    def matrix(
        self, answers: Sequence[Answer], matches: Sequence[Sequence[Match]]
    ) -> sparse.csr_matrix:
        """Features of the answers, shape (answers, features)."""
        return stack(self.vectorizers, self.rules, answers, matches)

    def scores(self, matrix: sparse.csr_matrix) -> Scores:
        """Calibrated probabilities, shape (answers, codes)."""
        raw = np.asarray(matrix @ self.weights, dtype=np.float64) + self.bias
        return sigmoid(raw * self.scale + self.shift)

    def sentiment(self, matrix: sparse.csr_matrix) -> Scores:
        """Probabilities of negative, neutral and positive, shape (answers, 3)."""
        raw = np.asarray(matrix @ self.sentiment_weights, dtype=np.float64) + self.sentiment_bias
        raw = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(raw / raw.sum(axis=1, keepdims=True))

    def names(self) -> list[str]:
        """The features in the order of the columns, each with its block in front."""
        found: list[str] = []
        for block in BLOCKS[:3]:
            found += [f"{block}:{n}" for n in self.vectorizers[block].get_feature_names_out()]
        found += [f"rules:{n}" for n in self.rules.names_]
        return found + [f"context:{n}" for n in CONTEXT_NAMES]


def sigmoid(raw: Scores) -> Scores:
    """The logistic function, safe for large numbers."""
    return np.asarray(1 / (1 + np.exp(-np.clip(raw, -40, 40))))


def stack(
    vectorizers: Mapping[str, Any],
    rules: RuleFeatures,
    answers: Sequence[Answer],
    matches: Sequence[Sequence[Match]],
    *,
    blind: bool = False,
) -> sparse.csr_matrix:
    """All blocks side by side, each with its weight; *blind* hides the question."""
    texts = [answer.text for answer in answers]
    parts = [vectorizers[block].transform(texts) * WEIGHTS[block] for block in BLOCKS[:3]]
    parts.append(rules.of_matches(matches) * WEIGHTS["rules"])
    parts.append(features.context_features(answers, blind=blind) * WEIGHTS["context"])
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


def save(model: LinearModel, folder: Path) -> None:
    """Write ``model.npz`` and ``model.json`` into *folder*. Weights are kept in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {f"idf_{b}": model.vectorizers[b].idf_.astype(np.float32) for b in BLOCKS[:3]}
    np.savez_compressed(
        folder / "model.npz",
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        scale=model.scale,
        shift=model.shift,
        thresholds=model.thresholds,
        sentiment_weights=model.sentiment_weights.astype(np.float16),
        sentiment_bias=model.sentiment_bias,
        **arrays,
    )
    vocabulary = {b: model.vectorizers[b].get_feature_names_out().tolist() for b in BLOCKS[:3]}
    document = {
        "format": FORMAT,
        "codes": list(model.codes),
        "about": dict(model.about),
        "rules": model.rules.names_,
        "vocabulary": vocabulary,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


def load(folder: Path, lexicon: Lexicon, codes: Sequence[str]) -> LinearModel:
    """Read a model that fits this lexicon and these codes. Raises ModelError."""
    try:
        document = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: the model cannot be read ({error})") from None
    if document.get("format") != FORMAT or document["codes"] != list(codes):
        raise ModelError(f"{folder}: the model was trained for another coding frame")
    rules = RuleFeatures(lexicon, codes)
    if document["rules"] != rules.names_:
        raise ModelError(f"{folder}: the model was trained with another lexicon; train it again")
    return LinearModel(
        codes=tuple(codes),
        vectorizers=_vectorizers(document["vocabulary"], arrays),
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


def _vectorizers(vocabulary: Mapping[str, list[str]], arrays: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for block in BLOCKS[:3]:
        made = features.vectorizer(
            block, vocabulary={word: n for n, word in enumerate(vocabulary[block])}
        )
        made.idf_ = arrays[f"idf_{block}"]
        found[block] = made
    return found
