"""What each command of ``python -m analysis`` does."""

from __future__ import annotations

import dataclasses
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from analysis import cli_files as files
from analysis import cli_print as show
from analysis.coding.coder import Coder, uncertainty
from analysis.coding.frame import FrameError, shipped
from analysis.coding.model import ModelError
from analysis.coding.patterns import PatternError

PROBLEMS = (files.FileError, FrameError, ModelError, PatternError)


def _coder(options: Namespace) -> Coder:
    return Coder.load(options.model)


def code(options: Namespace) -> None:
    """``code``: comments in, codes out."""
    comments = files.read_comments(options.comments)
    coded = _coder(options).code(comments, show.progress("Coding"))
    files.write_rows(options.out, [files.coded_row(c) for c in coded])
    people = sum(bool(c.needs_person) for c in coded)
    show.line(f"{len(coded)} answers coded, {people} of them for a person to read: {options.out}")


def train(options: Namespace) -> None:
    """``train``: labelled answers in, a model folder out, with a comparison before and after."""
    from analysis.coding import training_run

    gold = [answer for path in options.gold for answer in files.read_gold(path)]
    result = training_run.run(
        gold,
        out=options.out,
        previous=options.model,
        only_gold=options.only_gold,
        progress=show.progress("Training"),
    )
    show.training(result, options.out)


def evaluate(options: Namespace) -> None:
    """``evaluate``: the coder against people."""
    import numpy as np

    from analysis.coding import evaluate as measures

    gold = files.read_gold(options.gold)
    coded = _coder(options).code(gold, show.progress("Coding"))
    sure = {c.id: -uncertainty(np.array(list(c.scores.values()))) for c in coded}
    found = measures.evaluate(
        gold,
        {c.id: [hit.code for hit in c.codes] for c in coded},
        shipped().names,
        confidence=sure,
        sentiment={c.id: c.sentiment for c in coded},
    )
    show.evaluation(found)
    if options.out:
        _write_json(options.out, dataclasses.asdict(found))


def agree(options: Namespace) -> None:
    """``agree``: one coder against another."""
    from analysis.coding.agreement import agree as compare

    a, b = files.read_codings(options.a), files.read_codings(options.b)
    if not set(a) & set(b):
        raise files.FileError("the two files have no id in common; nothing can be compared")
    given = frozenset[str]().union(*a.values(), *b.values())
    own = sorted(given - set(shipped().names))
    found = compare(a, b, (*shipped().names, *own))
    show.agreement(found)
    if options.out:
        _write_json(options.out, dataclasses.asdict(found))


def redact(options: Namespace) -> None:
    """``redact``: comments in, texts without identifying details out."""
    from analysis.redaction import redact as take_out

    rows = []
    spans_found = 0
    for comment in files.read_comments(options.comments):
        text, spans = take_out(comment.text)
        spans_found += len(spans)
        rows.append(
            {"id": comment.id, "text": text, "spans": [dataclasses.asdict(span) for span in spans]}
        )
    files.write_rows(options.out, rows, objects=("spans",))
    show.line(f"{len(rows)} answers, {spans_found} details taken out: {options.out}")


def themes(options: Namespace) -> None:
    """``themes``: what no code covers."""
    from analysis.coding import themes as finding

    comments = files.read_comments(options.comments)
    if options.codings:
        codings = files.read_codings(options.codings)
    else:
        coded = _coder(options).code(comments, show.progress("Coding"))
        codings = {c.id: frozenset(hit.code for hit in c.codes) for c in coded}
    found = finding.find(comments, codings, seed=options.seed)
    show.themes(found)
    if options.out:
        files.write_rows(options.out, files.theme_rows(found), objects=("examples",))


def benchmark(options: Namespace) -> None:
    """``benchmark pxtextmining DIR``: the same method on public data."""
    from analysis.coding import benchmark as public

    try:
        result = public.pxtextmining(options.folder, show.progress("Training"))
    except FileNotFoundError as error:
        raise files.FileError(f"{options.folder}: {error.filename} is not there") from None
    show.benchmark(result)


def _write_json(path: Path, document: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def stderr_is_terminal() -> bool:
    """Whether a progress line would be seen by a person."""
    return sys.stderr.isatty()


__all__: Sequence[str] = (
    "PROBLEMS",
    "agree",
    "benchmark",
    "code",
    "evaluate",
    "redact",
    "themes",
    "train",
)
