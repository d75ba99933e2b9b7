"""Training as a team does it: new codings in, a new model out, and whether it got better."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
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
Measures = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a training run used, and micro and macro F1 on answers held out, before and after.

    ``before`` and ``after`` are None when there were too few new codings to hold any out.
    """

    labelled: int
    examples: int
    held_out: int
    before: Measures | None
    after: Measures | None


def sources() -> list[Path]:
    """Every file that the starter model is made from."""
    code = [HERE / name for name in ("frame.toml", "concepts.toml")]
    lexicon = sorted((HERE / "lexicon").glob("*.toml"))
    examples = sorted((HERE / "phrasebank").glob("*.jsonl"))
    return [*code, *lexicon, *examples, LABELLED]


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
    bank = train.read_labelled(sorted(train.PHRASE_BANK.glob("*.jsonl")))
    before = after = None
    test = [g for g in gold if _held_out(g.id)] if len(gold) >= LEAST_TO_COMPARE else []
    if test:
        kept = [g for g in gold if not _held_out(g.id)]
        before = _measure(Coder.load(previous), test)
        after = _measure(_trained([*shipped, *kept], bank, None), test)
    coder = _trained([*shipped, *gold], bank, progress)
    assert coder.model is not None
    save(coder.model, out)
    return Comparison(len(shipped) + len(gold), len(bank), len(test), before, after)


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
    return Coder(lexicon, frame, model)


def _measure(coder: Coder, test: Sequence[Gold]) -> Measures:
    predicted = dict(zip((g.id for g in test), coder.codes(test), strict=True))
    truth, guess = matrices(test, predicted, coder.frame.names)
    return micro_f1(truth, guess), macro_f1(truth, guess)
