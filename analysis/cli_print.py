"""What the analysis command prints: plain tables for people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.coding.agreement import Agreement
    from analysis.coding.benchmark import Benchmark
    from analysis.coding.evaluate import Evaluation, Interval
    from analysis.coding.themes import Themes
    from analysis.coding.training_run import Comparison


def line(text: str = "") -> None:
    """One line on the standard output."""
    sys.stdout.write(text + "\n")


def progress(what: str) -> Callable[[int, int], None] | None:
    """A progress line on the terminal; None when nobody is looking."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{what} {done}/{total}{end}")
        sys.stderr.flush()

    return show


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table: the first column to the left, the rest to the right."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[k]) for row in lines) for k in range(len(header))]
    for row in lines:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        line("  ".join(cells).rstrip())


def number(value: float | None) -> str:
    """Two decimals, or a dash."""
    return "-" if value is None else f"{value:.2f}"


def interval(value: Interval) -> str:
    """An estimate and its interval, such as ``0.71 [0.64, 0.78]``."""
    if value.value is None or value.low is None or value.high is None:
        return number(value.value)
    return f"{value.value:.2f} [{value.low:.2f}, {value.high:.2f}]"


def evaluation(found: Evaluation) -> None:
    """The result of ``evaluate``."""
    line(f"{found.n} answers")
    table(
        ["code", "people", "machine", "precision", "recall", "F1"],
        [
            [
                c.code,
                str(c.gold),
                str(c.predicted),
                interval(c.precision),
                interval(c.recall),
                interval(c.f1),
            ]
            for c in found.codes
        ],
    )
    line()
    table(
        ["audience", "answers", "micro F1", "macro F1"],
        [[a, str(n), number(mi), number(ma)] for a, (n, mi, ma) in found.audiences.items()],
    )
    line()
    table(
        ["surest share kept", "micro F1"],
        [[f"{share:.0%}", number(value)] for share, value in found.coverage],
    )
    line()
    line(f"sentiment accuracy {number(found.sentiment)}")
    line(f"micro F1 {interval(found.micro)}")
    line(f"macro F1 {interval(found.macro)}")


def agreement(found: Agreement) -> None:
    """The result of ``agree``."""
    line(f"{found.n} answers coded by both")
    table(
        ["code", "both", "only A", "only B", "prevalence", "kappa", "alpha", "AC1"],
        [
            [
                c.code,
                str(c.both),
                str(c.only_a),
                str(c.only_b),
                f"{c.prevalence:.1%}",
                number(c.kappa),
                number(c.alpha),
                number(c.ac1),
            ]
            for c in found.codes
        ],
    )
    line()
    line(f"alpha over sets (MASI) {number(found.masi_alpha)}")
    line(f"mean kappa {number(found.mean_kappa)}")
    line(f"micro F1 of B against A {number(found.micro_f1)}")


def training(found: Comparison, out: Path) -> None:
    """The result of ``train``."""
    line(f"Trained on {found.labelled} labelled answers and {found.examples} invented examples.")
    if found.after is not None:
        table(
            ["on answers held out", "micro F1", "macro F1"],
            [
                ["before", *map(number, found.before or (None, None))],
                ["after", *map(number, found.after)],
            ],
        )
    if found.unseen:
        keys = ["answers", "micro", "macro", "sentiment", "urgent", "urgent_found", "urgent_given"]
        head = ["a writer not seen", *(key.replace("_", " ") for key in keys)]
        table(head, [[w, *(_cell(m.get(k)) for k in keys)] for w, m in found.unseen.items()])
    line(f"The model is in {out}.")


def _cell(value: float | int | None) -> str:
    return str(value) if isinstance(value, int) else number(value)


def themes(found: Themes) -> None:
    """The result of ``themes``."""
    line(f"{found.uncoded} of {found.total} answers carry no code.")
    for note in found.notes:
        line(note)
    line()
    table(["word", "score"], [[word, f"{score:.1f}"] for word, score in found.words])
    for group in found.groups:
        line()
        line(f"{', '.join(group.words)} (stability {number(group.stability)})")
        for example in group.examples:
            line(f"  {example}")


def benchmark(found: Benchmark) -> None:
    """The result of ``benchmark``: the last line is micro and macro."""
    line(f"{found.train} answers to train on, {found.test} to test on, {len(found.codes)} codes")
    table(
        ["code", "people", "F1"],
        [[code, str(n), number(f1)] for code, (n, f1) in found.codes.items()],
    )
    line(f"{found.seconds:.1f} seconds to train")
    line(f"micro {found.micro:.3f} macro {found.macro:.3f}")
