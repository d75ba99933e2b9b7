"""Training as a team does it: new codings in, a new model out, and whether it got better."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.coding import frame as frames
from analysis.coding import rules, train
from analysis.coding.coder import Coder
from analysis.coding.evaluate import Gold, macro_f1, matrices, micro_f1
from analysis.coding.model import save

Progress = Callable[[int, int], None]
HERE = Path(__file__).parent
LABELLED = HERE / "labelled" / "comments.jsonl"
LEAST_TO_COMPARE = 60
_DRIFT = 0.03
Measures = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a training run used, and micro and macro F1 on answers held out, before and after.

    ``before`` and ``after`` are None when there were too few new codings to hold any out.
    ``unseen``: for each writer of labelled answers, how well a model does that had not seen that
    writer, with thresholds chosen on the others (``train.Unseen``).
    """

    labelled: int
    examples: int
    held_out: int
    before: Measures | None
    after: Measures | None
    unseen: Mapping[str, Mapping[str, float | int | None]]


def sources() -> list[Path]:
    """Every file that the starter model is made from."""
    code = [HERE / name for name in ("frame.toml", "concepts.toml")]
    lexicon = sorted((HERE / "lexicon").glob("*.toml"))
    return [*code, *lexicon, *train.bank_files(), LABELLED]


def run(
    gold: Sequence[Gold],
    *,
    out: Path,
    previous: Path | None = None,
    only_gold: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Train on *gold* with the shipped examples and write the model to *out*.

    Answers of an audit sample (``audit`` true) are left out: they must stay unseen. A quarter of
    *gold*, chosen by a hash of the id, is held out first to compare with *previous*; the model
    that is written has learned from all of it.
    """
    gold = [answer for answer in gold if not answer.audit]
    shipped = [] if only_gold else train.read_labelled([LABELLED])
    bank = train.read_labelled(train.bank_files())
    before = after = None
    test = [g for g in gold if _held_out(g.id)] if len(gold) >= LEAST_TO_COMPARE else []
    if test:
        kept = [g for g in gold if not _held_out(g.id)]
        before = _measure(Coder.load(previous), test)
        after = _measure(_trained([*shipped, *kept], bank, _half(progress, 0)), test)
    coder = _trained([*shipped, *gold], bank, _half(progress, 1) if test else progress)
    assert coder.model is not None
    save(coder.model, out)
    return Comparison(
        labelled=len(shipped) + len(gold),
        examples=len(bank),
        held_out=len(test),
        before=before,
        after=after,
        unseen=coder.model.about.get("unseen_writers", {}),
    )


def _half(progress: Progress | None, before: int) -> Progress | None:
    """The progress of one of two trainings: *before* is how many are done."""
    return progress and (lambda done, total: progress(before * total + done, 2 * total))


def _held_out(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] < 64


def _trained(real: Sequence[Gold], bank: Sequence[Gold], progress: Progress | None) -> Coder:
    lexicon, frame = rules.shipped(), frames.shipped()
    data = train.prepare(real, bank, lexicon)
    about = {
        "frame": frame.version,
        "labelled": len(real),
        "examples": len(bank),
        "sources": train.fingerprint(sources()),
    }
    model = train.train(data, frame, lexicon, about=about, progress=progress)
    coder = Coder(lexicon, frame, model)
    model.about = {**model.about, "probe": probe(coder)}
    return coder


def probe(coder: Coder) -> list[float]:
    """The score of each code on the first example that the frame gives for it."""
    coded = coder.code([_example(code.code, code.examples[0]) for code in coder.frame.codes])
    return [round(c.scores[c.id], 3) for c in coded]


def _example(code: str, text: str) -> Gold:
    return Gold(id=code, audience="parent", question="else", text=text, codes=frozenset())


def stale(coder: Coder) -> str:
    """Why a model of ours must be trained again; empty if it need not be.

    Its files may have changed since (frame, word classes, lexicon, examples, labelled answers), or
    the code that turns an answer into numbers, which the scores on the frame's examples betray.
    """
    if coder.model is None:
        return "there is no model"
    about = coder.model.about
    if about.get("sources") != train.fingerprint(sources()):
        return "the files that it was made from have changed"
    then, now = about.get("probe", []), probe(coder)
    if len(then) != len(now) or any(abs(a - b) > _DRIFT for a, b in zip(then, now, strict=True)):
        return "the code scores the frame's examples otherwise than when it was trained"
    return ""


def _measure(coder: Coder, test: Sequence[Gold]) -> Measures:
    predicted = dict(zip((g.id for g in test), coder.codes(test), strict=True))
    truth, guess = matrices(test, predicted, coder.frame.names)
    return micro_f1(truth, guess), macro_f1(truth, guess)
