"""The same method on a public labelled set, so that others can compare.

pxtextmining (NHS England and The Strategy Unit, MIT licence): patient comments with one-hot codes.
The set is not part of this product; the command is given its folder. ``benchmark_split.csv`` fixes
which comments are trained on and which are tested on.
"""

from __future__ import annotations

import csv
import hashlib
import re
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.coding import features
from analysis.coding.evaluate import macro_f1, micro_f1
from analysis.coding.linear import logistic
from analysis.coding.model import Scores
from analysis.coding.patterns import compile_pattern
from analysis.coding.rules import Lexicon, Rule
from analysis.coding.vocabulary import Vocabulary

Flags = npt.NDArray[np.bool_]
LEXICON = Path(__file__).parent / "benchmarks" / "pxtextmining.toml"
_FIRST_CODE = 11
_LEAST = 60
_NOT_TOPICS = {"Labelling not possible", "Not assigned"}
_CONTEXT = ("FFT question", "Service type 1", "Service type 2", "FFT categorical answer")
_FOLDS = 5
_STRENGTH = 1.0


@dataclass(frozen=True, slots=True)
class Benchmark:
    """``codes``: code -> (how often people gave it in the test part, F1). ``seconds``: to fit."""

    train: int
    test: int
    codes: dict[str, tuple[int, float | None]]
    micro: float
    macro: float
    seconds: float


@dataclass(frozen=True, slots=True)
class _Data:
    """The set as arrays: ``features`` (comments, columns), ``truth`` (comments, codes)."""

    codes: tuple[str, ...]
    features: sparse.csr_matrix
    truth: Flags
    train: Flags
    fold: npt.NDArray[np.int64]


def pxtextmining(folder: Path, progress: Callable[[int, int], None] | None = None) -> Benchmark:
    """Train on the set's training part alone and measure on its test part.

    Raises FileNotFoundError when the set's files are not in *folder*.
    """
    started = time.monotonic()
    data = _read(folder)
    held, scores = _scores(data, progress)
    limits = _thresholds(held, data.truth[data.train])
    guess, truth = scores >= limits, data.truth[~data.train]
    micro, macro = micro_f1(truth, guess), macro_f1(truth, guess)
    assert micro is not None
    assert macro is not None
    each = {
        code: (int(truth[:, k].sum()), micro_f1(truth[:, [k]], guess[:, [k]]))
        for k, code in enumerate(data.codes)
    }
    return Benchmark(
        train=int(data.train.sum()),
        test=len(truth),
        codes=each,
        micro=micro,
        macro=macro,
        seconds=time.monotonic() - started,
    )


def _read(folder: Path) -> _Data:
    rows = _csv(folder / "v6framework_230831.csv")
    split = _csv(folder / "benchmark_split.csv")
    kept = [rows[int(s["row"])] for s in split]
    columns = list(rows[0])[_FIRST_CODE:]
    flags = np.array([[row[c] not in ("", "0") for c in columns] for row in kept])
    wanted = [
        k for k, c in enumerate(columns) if flags[:, k].sum() >= _LEAST and c not in _NOT_TOPICS
    ]
    codes = tuple(columns[k] for k in wanted)
    train = np.array([s["split"] == "train" for s in split])
    people = [row["Respondent ID"].encode() for row in kept]
    fold = np.array([hashlib.sha256(p).digest()[0] % _FOLDS for p in people])
    return _Data(codes, _features(kept, codes, train), flags[:, wanted], train, fold)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _features(
    rows: Sequence[dict[str, str]], codes: Sequence[str], train: Flags
) -> sparse.csr_matrix:
    """Words, pieces, word classes, lexicon, and the question and service that were asked."""
    texts = [row["FFT answer"] for row in rows]
    seen = [text for text, inside in zip(texts, train, strict=True) if inside]
    parts: list[Any] = [Vocabulary.fit(seen).encode(texts).whole]
    lexicon = _lexicon()
    rules = features.RuleFeatures(lexicon, codes)
    parts.append(rules.of_matches(lexicon.find_all([(text, "", "") for text in texts])))
    parts += [_one_hot([row[name] for row in rows]) * 0.7 for name in _CONTEXT]
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


def _lexicon() -> Lexicon:
    document = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    none: frozenset[str] = frozenset()
    pairs = []
    for code in document["code"]:
        lines = [line for line in code["patterns"].splitlines() if line.strip()]
        for number, line in enumerate(lines):
            rule = Rule(code["name"], str(number), (), True, none, none, "keep")
            pairs.append((rule, (compile_pattern(line.strip(), {}),)))
    return Lexicon(pairs)


def _one_hot(values: Sequence[str]) -> sparse.csr_matrix:
    clean = [re.sub(r"\s+", " ", value) for value in values]
    places = {value: n for n, value in enumerate(sorted(set(clean)))}
    columns = [places[value] for value in clean]
    ones = np.ones(len(clean), dtype=np.float32)
    return sparse.csr_matrix((ones, (range(len(clean)), columns)), (len(clean), len(places)))


def _scores(data: _Data, progress: Callable[[int, int], None] | None) -> tuple[Scores, Scores]:
    """Log odds of the training part, each from a model that had not seen it, and of the rest."""
    train = np.flatnonzero(data.train)
    held = np.zeros((len(train), len(data.codes)))
    for fold in range(_FOLDS):
        inside, outside = train[data.fold[train] != fold], data.fold[train] == fold
        held[outside] = _fit_predict(data, inside, train[outside])
        if progress:
            progress(fold + 1, _FOLDS + 1)
    rest = _fit_predict(data, train, np.flatnonzero(~data.train))
    if progress:
        progress(_FOLDS + 1, _FOLDS + 1)
    return held, rest


def _fit_predict(data: _Data, train: Any, rest: Any) -> Scores:
    truth = data.truth[train]
    weights, bias = logistic(data.features[train], truth, np.ones_like(truth), _STRENGTH)
    return np.asarray(data.features[rest] @ weights) + bias


def _thresholds(held: Scores, truth: Flags) -> Scores:
    """Per code, the log odds with the best F1 on the training part's held-out scores."""
    found = np.zeros(held.shape[1])
    for k in range(held.shape[1]):
        grid = np.quantile(held[:, k], np.linspace(0.4, 0.995, 150))
        measures = [micro_f1(truth[:, [k]], held[:, [k]] >= t) or 0.0 for t in grid]
        found[k] = grid[int(np.argmax(measures))]
    return found
