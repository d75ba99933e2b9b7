"""How a whole release grows: `python tests/bench/bench_release.py [SIZE ...]` prints a table.

Each size runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (300, 1500, 5000, 50000)


def one(size: int) -> tuple[str, ...]:
    """Make, audit and write a release of one size; returns a line of the table."""
    sys.path.insert(0, str(ROOT))
    from analysis.disclosure.control import unprotected
    from analysis.disclosure.rules import shipped
    from analysis.release.build import build, count
    from analysis.release.write import write
    from analysis.statistics.door import admit
    from tests.analysis.release.sample import sample_dataset, sample_facts, shipped_frame

    data, frame = sample_dataset(size), shipped_frame()
    start = time.perf_counter(), time.process_time()
    release = build(
        data, release_id="bench", wave="demo", created="2026-12-01", facts=sample_facts(),
        demo=True, frame=frame,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        write(release, Path(folder) / "bench")
    wall, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tables, rules = count(admit(data), frame), shipped()
    bare = unprotected(tables, replace(rules, round_to=1))
    audit = release["audit"]
    return (
        f"{size:,}", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", str(audit["cells"]),
        str(audit["shown"]), str(audit["suppressed"] + audit["not_enough"]),
        str(audit["protecting"]), f"{len(bare)} ({sum(i.width == 0 for i in bare)})",
        str(len(unprotected(tables, rules))), str(audit["recoverable"]),
    )  # fmt: skip


HEAD = (
    "replies", "wall s", "CPU s", "MB", "cells", "shown", "hidden", "protecting",
    "pinned, exact figures (to one number)", "pinned, rounded only", "pinned, released",
)  # fmt: skip


def main(sizes: tuple[int, ...]) -> None:
    """Print a line a size."""
    print(" | ".join(HEAD))
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        with context.Pool(1) as pool:
            print(" | ".join(pool.apply(one, (size,))), flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
