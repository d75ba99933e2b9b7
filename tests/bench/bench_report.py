"""How fast a summary becomes a PDF: `python tests/bench/bench_report.py [REPLIES]` prints a table.

A process of its own makes each edition once, so that it is warm, and then once more on the clock.
The release is made in another process, so that its memory is not counted. CPU seconds are the
fair measure on a machine with other work. Asserts no time.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REPLIES = 5000
EDITIONS = ("standard", "tables", "large")
HEAD = ("edition", "cold CPU s", "warm CPU s", "warm wall s", "pages", "charts", "MB", "PDF KB")


def prepare(parent: Path, size: int) -> tuple[Path, float]:
    """Make and write a release of an invented wave; returns its folder and CPU seconds."""
    sys.path.insert(0, str(ROOT))
    from tests.analysis.report.sample import release_folder

    start = time.process_time()
    return release_folder(parent, size), time.process_time() - start


def one(folder: Path, edition: str) -> tuple[str, ...]:
    """Make one edition cold, then warm; returns a line of the table."""
    sys.path.insert(0, str(ROOT))
    import pikepdf

    from analysis.findings.summary import summarise
    from analysis.release.read import read
    from analysis.report import render
    from analysis.report.page import page

    target = folder.parent / f"{edition}.pdf"
    cold, _ = clock(lambda: render.pdf(folder, target, edition=edition))
    cpu, wall = clock(lambda: render.pdf(folder, target, edition=edition))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    html = page(summarise(read(folder)), edition=edition, paper=True)
    with pikepdf.open(target) as opened:
        pages = len(opened.pages)
    return (
        edition, f"{cold:.1f}", f"{cpu:.1f}", f"{wall:.1f}", str(pages),
        str(html.count('<div class="exhibit"')), f"{memory:.0f}",
        f"{target.stat().st_size / 1024:.0f}",
    )  # fmt: skip


def clock(work: Callable[[], Any]) -> tuple[float, float]:
    """CPU and wall seconds of one run."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def main(size: int) -> None:
    """Print a line an edition."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as parent:
        with context.Pool(1) as pool:
            folder, seconds = pool.apply(prepare, (Path(parent), size))
        print(f"{size:,} replies; release, audit and all: {seconds:.1f} CPU s")
        print(" | ".join(HEAD))
        for edition in EDITIONS:
            with context.Pool(1) as pool:
                print(" | ".join(pool.apply(one, (folder, edition))), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPLIES)
