"""Training: labelled answers in, a calibrated model out. The same input gives the same model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from analysis.coding import features
from analysis.coding.evaluate import Gold, macro_f1, micro_f1
from analysis.coding.frame import Frame
from analysis.coding.linear import SeenAndBlind, logistic
from analysis.coding.model import Flags, LinearModel, Scores, decide, sigmoid, stack
from analysis.coding.polarity import polarity
from analysis.coding.rules import Lexicon, Match, always
from analysis.coding.vocabulary import Vocabulary

Progress = Callable[[int, int], None]
PHRASE_BANK = Path(__file__).parent / "phrasebank"
STRENGTH = 2.0
REAL_COUNTS = 3.0
"""How much a labelled answer counts beside an example of the phrase bank."""
REAL_FEELS = 100.0
"""The same for sentiment, where examples leave far more open: what a coder calls neutral."""
FEELS_STRENGTH = 0.3
URGENT_PRECISION = 0.5
"""How often ``urgent`` must be right on held-out answers, to be right in two of five elsewhere."""


@dataclass(frozen=True, slots=True)
class Set:
    """Answers with what the lexicon found in them. ``real``: thresholds are tuned on these."""

    answers: tuple[Gold, ...]
    matches: tuple[tuple[Match, ...], ...]
    real: npt.NDArray[np.bool_]
    writers: tuple[str, ...]


def bank_files() -> list[Path]:
    """The files of the phrase bank: sentences for each code, and whole answers."""
    return sorted(PHRASE_BANK.rglob("*.jsonl"))


def read_labelled(paths: Iterable[Path]) -> list[Gold]:
    """Labelled answers of JSON Lines files, in order of file and line."""
    found: list[Gold] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found.append(_gold(json.loads(line)))
    return found


def _gold(row: dict[str, Any]) -> Gold:
    sentiment = row.get("sentiment", ())
    return Gold(
        id=str(row["id"]),
        audience=row.get("audience", ""),
        question=row.get("question", ""),
        text=row["text"],
        codes=frozenset(row["codes"]),
        disputed=frozenset(row.get("disputed", ())),
        sentiment=tuple(sentiment) if isinstance(sentiment, list) else (int(sentiment),),
    )


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of the files that a model is made from."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def prepare(real: Sequence[Gold], bank: Sequence[Gold], lexicon: Lexicon) -> Set:
    """Put labelled answers and phrase bank together and run the lexicon over them."""
    answers = (*real, *bank)
    found = lexicon.find_all([(a.text, a.question, a.audience) for a in answers])
    flags = np.array([True] * len(real) + [False] * len(bank))
    writers = tuple(a.id.split("-")[0] for a in real) + ("bank",) * len(bank)
    return Set(answers, tuple(tuple(m) for m in found), flags, writers)


def train(
    data: Set,
    frame: Frame,
    lexicon: Lexicon,
    *,
    about: dict[str, Any] | None = None,
    progress: Progress | None = None,
) -> LinearModel:
    """Fit on everything; calibrate and choose thresholds on answers held out writer by writer."""
    writers = sorted({w for w, real in zip(data.writers, data.real, strict=True) if real})
    steps = len(writers) + 1
    held = np.zeros((len(data.answers), len(frame.names)))
    feelings = np.zeros(len(data.answers), dtype=int)
    for done, writer in enumerate(writers):
        inside = np.array([w != writer for w in data.writers])
        part = fit(subset(data, inside), frame, lexicon)
        rest = subset(data, ~inside)
        rows = part.rows(rest.answers, rest.matches)
        held[~inside] = part.raw(rows)
        feelings[~inside] = part.sentiment(rows, _polarities(rest.answers)).argmax(axis=1) - 1
        if progress:
            progress(done + 1, steps)
    model = fit(data, frame, lexicon, about=about)
    if writers:
        real = subset(data, data.real)
        unseen = Unseen(real, held[data.real], feelings[data.real])
        model.about = {**model.about, "unseen_writers": unseen.measure(frame)}
        calibrate(model, unseen.scores, _truth(real, frame), _open(real, frame))
    if progress:
        progress(steps, steps)
    return model


@dataclass(frozen=True, slots=True)
class Unseen:
    """Log odds (answers, codes) and sentiment (answers,) from models that had not seen the writer.

    ``data``: the answers; they are real ones, not examples.
    """

    data: Set
    scores: Scores
    feelings: npt.NDArray[np.int64]

    def measure(self, frame: Frame) -> dict[str, dict[str, float | int | None]]:
        """Each writer's measures, with thresholds chosen on the other writers' answers."""
        writers = np.array(self.data.writers)
        truth, known = _truth(self.data, frame), ~_open(self.data, frame)
        certain = always(self.data.matches, frame.names)
        found: dict[str, dict[str, float | int | None]] = {}
        for writer in sorted(set(writers)):
            here = writers == writer
            if here.all():
                break
            limits = _Limits(frame.names)
            calibrate(limits, self.scores[~here], truth[~here], ~known[~here])
            given = (limits.given(self.scores[here]) | certain[here]) & known[here]
            found[writer] = self._one(here, truth[here] & known[here], given, frame)
        return found

    def _one(
        self, here: Flags, truth: Flags, given: Flags, frame: Frame
    ) -> dict[str, float | int | None]:
        asked = [i for i in np.flatnonzero(here) if self.data.answers[i].sentiment]
        right = [self.feelings[i] in self.data.answers[i].sentiment for i in asked]
        measures = {
            "micro": micro_f1(truth, given),
            "macro": macro_f1(truth, given),
            "sentiment": float(np.mean(right)) if right else None,
        }
        counts: dict[str, float | int | None] = {"answers": int(here.sum())}
        if "urgent" in frame:
            k = frame.names.index("urgent")
            both = int((truth[:, k] & given[:, k]).sum())
            counts |= {"urgent": int(truth[:, k].sum()), "urgent_given": int(given[:, k].sum())}
            counts |= {"urgent_found": both}
        return counts | {n: None if v is None else round(v, 3) for n, v in measures.items()}


class _Limits:
    """Calibration and thresholds alone, as a model holds them."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        self.scale, self.shift = np.ones(len(codes)), np.zeros(len(codes))
        self.thresholds = np.full(len(codes), 0.5)

    def given(self, scores: Scores) -> Flags:
        return decide(sigmoid(scores * self.scale + self.shift), self.thresholds)


def subset(data: Set, rows: Flags) -> Set:
    """The part of a training set where *rows* is true."""
    kept = np.flatnonzero(rows)
    return Set(
        tuple(data.answers[i] for i in kept),
        tuple(data.matches[i] for i in kept),
        data.real[kept],
        tuple(data.writers[i] for i in kept),
    )


def fit(
    data: Set,
    frame: Frame,
    lexicon: Lexicon,
    *,
    about: dict[str, Any] | None = None,
) -> LinearModel:
    """Fit vocabulary and weights, uncalibrated, with the threshold 0.5 for every code.

    Every answer is learned twice, once without its question, so that the model also works where
    the question says nothing.
    """
    vocabulary = Vocabulary.fit([a.text for a in data.answers])
    rules = features.RuleFeatures(lexicon, frame.names)
    seen = stack(vocabulary, rules, data.answers, data.matches).whole
    truth = _truth(data, frame)
    counts = ~_open(data, frame) * np.where(data.real, REAL_COUNTS, 1)[:, None]
    both = _twice(seen, data.answers)
    weights, bias = logistic(both, np.vstack([truth] * 2), np.vstack([counts] * 2), STRENGTH)
    size = len(frame.names)
    feeling = _sentiment(data, seen)
    return LinearModel(
        codes=frame.names,
        vocabulary=vocabulary,
        rules=rules,
        weights=weights,
        bias=bias,
        scale=np.ones(size),
        shift=np.zeros(size),
        thresholds=np.full(size, 0.5),
        sentiment_weights=feeling[0].astype(np.float32),
        sentiment_bias=feeling[1],
        about=about or {},
    )


def _twice(seen: sparse.csr_matrix, answers: Sequence[Gold]) -> SeenAndBlind:
    """Every answer with its context, which stands in the last columns, and without."""
    text = seen.shape[1] - len(features.CONTEXT_NAMES)
    blind = features.context_features(answers, blind=True)
    return SeenAndBlind(seen[:, :text], seen[:, text:], blind)


def _sentiment(data: Set, matrix: sparse.csr_matrix) -> tuple[Any, Any]:
    """Weights (features + 2, 3) and biases (3,); the last two features are TextBlob's."""
    asked = np.flatnonzero([bool(a.sentiment) for a in data.answers])
    if not len(asked):
        return np.zeros((matrix.shape[1] + 2, 3)), np.zeros(3)
    answers = [data.answers[i] for i in asked]
    wide = sparse.csr_matrix(sparse.hstack([matrix[asked], _polarities(answers)], format="csr"))
    means = np.array([np.mean(a.sentiment) for a in answers])
    truth = np.eye(3, dtype=bool)[np.sign(np.trunc(means)).astype(int) + 1]
    counts = np.where(data.real[asked], REAL_FEELS, 1)[:, None]
    return logistic(wide, truth, np.broadcast_to(counts, truth.shape), FEELS_STRENGTH)


def _polarities(answers: Sequence[Gold]) -> npt.NDArray[np.float32]:
    """TextBlob's polarity and subjectivity, shape (answers, 2)."""
    return np.array([polarity(a.text)[:2] for a in answers], dtype=np.float32).reshape(-1, 2)


def _truth(data: Set, frame: Frame) -> Flags:
    return np.array([[c in a.codes for c in frame.names] for a in data.answers], dtype=bool)


def _open(data: Set, frame: Frame) -> Flags:
    return np.array([[c in a.disputed for c in frame.names] for a in data.answers], dtype=bool)


def calibrate(model: LinearModel | _Limits, held: Scores, truth: Flags, open_: Flags) -> None:
    """Set scale, shift and thresholds from log odds of answers that the model had not seen.

    One scale for all codes; one shift per code, drawn towards the common one because a code has
    few examples. Thresholds: the best F1 of the code on the held-out answers, drawn towards the
    common best; for ``urgent``, as low as it may be and still be right often enough.
    """
    known = ~open_
    scale, common = _platt(held[known], truth[known])
    model.scale[:] = scale
    for column in range(held.shape[1]):
        rows = known[:, column]
        model.shift[column] = _shift(held[rows, column] * scale, truth[rows, column], common)
    chances = sigmoid(held * model.scale + model.shift)
    model.thresholds[:] = thresholds(chances, truth, known)
    if "urgent" in model.codes:
        k = model.codes.index("urgent")
        rows = known[:, k]
        model.thresholds[k] = recall_threshold(chances[rows, k], truth[rows, k])


def _platt(raw: Scores, truth: Flags) -> tuple[float, float]:
    def loss(p: Scores) -> float:
        z = raw * p[0] + p[1]
        return float(np.mean(np.logaddexp(0, z) - truth * z))

    found = optimize.minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead")
    return float(found.x[0]), float(found.x[1])


def _shift(raw: Scores, truth: Flags, common: float, weight: float = 10.0) -> float:
    """The shift of one code: as if *weight* examples spoke for the common one."""

    def loss(value: Any) -> float:
        z = raw + float(value)
        return float(np.sum(np.logaddexp(0, z) - truth * z) + weight * (float(value) - common) ** 2)

    return float(optimize.minimize_scalar(loss, bounds=(-6, 6), method="bounded").x)


def thresholds(chances: Scores, truth: Flags, known: Flags, draw: float = 100.0) -> Scores:
    """Per code the threshold of the best F1, drawn to the common one as by *draw* examples."""
    grid = np.linspace(0.1, 0.7, 61)
    common = float(grid[np.argmax([_f1(chances >= t, truth, known) for t in grid])])
    found = np.full(chances.shape[1], common)
    for k in range(chances.shape[1]):
        one = (chances[:, [k]], truth[:, [k]], known[:, [k]])
        best = float(grid[np.argmax([_f1(one[0] >= t, one[1], one[2]) for t in grid])])
        n = int((one[1] & one[2]).sum())
        found[k] = (n * best + draw * common) / (n + draw)
    return found


def recall_threshold(chances: Scores, truth: Flags, precision: float = URGENT_PRECISION) -> float:
    """The lowest threshold at which *precision* of the answers given are true; 0.3 without any.

    So as many as can be are found. Where no threshold is right as often, the highest chance of all.
    """
    from sklearn.metrics import precision_recall_curve

    if not truth.any():
        return 0.3
    right, _, limits = precision_recall_curve(truth, chances)
    enough = np.flatnonzero(right[:-1] >= precision)
    return max(0.02, float(limits[enough[0] if len(enough) else -1]) - 1e-6)


def _f1(guess: Flags, truth: Flags, known: Flags) -> float:
    both = (guess & truth & known).sum()
    given = (guess & known).sum() + (truth & known).sum()
    return float(2 * both / given) if given else 0.0
