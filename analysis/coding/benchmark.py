"""A public labelled set, so that others can compare: our lexicon language, word classes and runs
of words and characters under a linear support vector machine.

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
_STRENGTH = 0.06
_TELLING = 0.8
"""How far a feature counts by what it tells of a code; the rest, like every other feature."""
_WORD = r"[^\W_]+(?:'[^\W_]+)*"
_GRID = np.linspace(-2, 3.5, 111)


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
    parts: list[Any] = [maker.fit(seen).transform(texts) for maker in _vectorizers()]
    vocabulary = Vocabulary.fit(seen)
    parts.append(vocabulary.encode(texts).whole[:, -len(vocabulary.names["concepts"]) :])
    lexicon = _lexicon(codes)
    rules = features.RuleFeatures(lexicon, codes)
    parts.append(rules.of_matches(lexicon.find_all([(text, "", "") for text in texts])))
    parts += [_one_hot([row[name] for row in rows]) * 0.7 for name in _CONTEXT]
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


def _vectorizers() -> list[Any]:
    """Runs of up to three words, and of two to six characters within words (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    options: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32}
    return [
        TfidfVectorizer(token_pattern=_WORD, ngram_range=(1, 3), min_df=2, **options),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 6), min_df=4, **options),
    ]


def _lexicon(codes: Sequence[str]) -> Lexicon:
    document = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    none: frozenset[str] = frozenset()
    pairs = []
    for code in (c for c in document["code"] if c["name"] in codes):
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
    """Scores of the training part, each from a model that had not seen it, and of the rest."""
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
    """Distances of *rest* from the plane of a linear support vector machine per code."""
    from sklearn.svm import LinearSVC

    found = np.zeros((len(rest), len(data.codes)))
    known, asked = data.features[train], data.features[rest]
    for k in range(len(data.codes)):
        truth = data.truth[train, k]
        unit = sparse.diags(_telling(known, truth))
        machine = LinearSVC(C=_STRENGTH, tol=1e-2, max_iter=300, random_state=0)
        found[:, k] = machine.fit(known @ unit, truth).decision_function(asked @ unit)
    return found


def _telling(known: sparse.csr_matrix, truth: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """The scale of each feature, shape (features,): how much more often it stands with the code.

    The size of its log odds in naive Bayes, as in Wang and Manning 2012, here under a support
    vector machine and mixed with one (their interpolation), so that nothing is thrown away.
    """
    from sklearn.naive_bayes import BernoulliNB

    without, with_it = BernoulliNB().fit(known, truth).feature_log_prob_
    odds = np.abs(with_it - without)
    odds /= np.sqrt((odds * odds).mean())
    return np.asarray(1 - _TELLING + _TELLING * odds, dtype=np.float32)


def _thresholds(held: Scores, truth: Flags) -> Scores:
    """Per code, where F1 on the training part's held-out scores is highest.

    The curve of F1 is smoothed first: with sixty positives its highest point is mostly chance.
    """
    middle, spread = held.mean(axis=0), held.std(axis=0)
    found = np.zeros(held.shape[1])
    for k in range(held.shape[1]):
        limits = middle[k] + spread[k] * _GRID
        curve = [micro_f1(truth[:, [k]], held[:, [k]] >= t) or 0.0 for t in limits]
        found[k] = limits[int(np.argmax(np.convolve(curve, np.ones(9) / 9, "same")))]
    return found
