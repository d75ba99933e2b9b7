"""An invented wave of the real questionnaires, big or small, and its release in a folder.

Nobody said any of this. Answers are drawn at random with a lean, so that figures differ.
"""

from __future__ import annotations

import functools
import random
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook, Variable
from analysis.coding.frame import Frame, shipped
from analysis.dataset import Answer, Coding, Comment, Dataset, Record
from analysis.release.build import build
from analysis.release.model import Release
from analysis.release.write import write
from survey.definition.codebook import document
from survey.definition.load import load_all
from tests.once import once

SKIP = 0.05
FACTS: dict[str, Any] = {
    "software": "0.1.0",
    "force": {"name": "the Metropolitan Police Service", "short": "the Met"},
    "operator": {"name": "The invented review team", "contact": "review@example.org"},
    "coder": {"kind": "machine", "name": "lexicon", "version": "1"},
}


@functools.cache
def codebook() -> Codebook:
    """The codebook of the questionnaires that ship."""
    return Codebook.from_document(document(load_all()))


def dataset(size: int, seed: int = 11) -> Dataset:
    """``size`` invented replies: half parents, a quarter carers, a quarter staff."""
    rng, book, frame = random.Random(seed), codebook(), shipped()
    leans = {v.key: rng.uniform(0.6, 1.6) for v in book}
    records, comments, codings = [], [], []
    for number in range(size):
        audience = rng.choice(("parent", "parent", "carer", "staff"))
        person = f"p{number:06d}"
        variables = book.questionnaires[audience].variables
        answers = _answers(rng, variables, leans)
        records.append(Record(audience, "Autumn 2026", "0" * 64, answers, person))
        for variable in rng.sample(
            [v for v in variables if not v.closed], rng.choice((0, 1, 1, 2))
        ):
            name = f"{person}-{variable.code}"
            comments.append(Comment(name, person, audience, variable.code, "Invented words."))
            codings += _codings(rng, name, frame)
    return Dataset(book, tuple(records), tuple(comments), tuple(codings))


def _answers(
    rng: random.Random, variables: tuple[Variable, ...], leans: dict[str, float]
) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for variable in variables:
        if not variable.closed or rng.random() < SKIP:
            continue
        codes = [option.code for option in variable.valid()]
        lean = leans[variable.key]
        if variable.several:
            some = tuple(c for i, c in enumerate(codes) if rng.random() < 0.45 / (1 + i * lean / 4))
            if some:
                found[variable.code] = some
        elif rng.random() < SKIP and variable.missing:
            found[variable.code] = rng.choice(sorted(variable.missing))
        else:
            weights = [lean**i for i in range(len(codes))]
            found[variable.code] = rng.choices(codes, weights)[0]
    return found


def _codings(rng: random.Random, comment: str, frame: Frame) -> list[Coding]:
    shares = {code.code: 0.02 + 0.28 / (1 + i) for i, code in enumerate(frame.codes)}
    given = [code for code, share in shares.items() if rng.random() < share]
    return [
        Coding(comment, code, "lexicon", frame.version, "Invented words", "machine")
        for code in given or ["none"]
    ]


@functools.cache
def release(size: int = 1500, *, demo: bool = True) -> Release:
    """A release of an invented wave."""
    return once(
        f"autumn-{size}-{demo}",
        lambda: build(
            dataset(size), release_id="2026-autumn-1", wave="Autumn 2026", created="2026-12-01",
            facts=FACTS, demo=demo, frame=shipped(),
        ),
    )  # fmt: skip


def release_folder(parent: Path, size: int = 1500, *, demo: bool = True) -> Path:
    """The release, written into a new folder of ``parent``."""
    folder = parent / "2026-autumn-1"
    write(release(size, demo=demo), folder)
    return folder
