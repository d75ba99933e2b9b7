"""Large numbers of comments on two processor cores: the same work in forked helpers.

A fork shares the coder with its children without copying it, so two helpers cost little memory and
no loading. It is done only where it is safe and worth it: on systems that can fork, from a process
with no other thread, and for thousands of comments.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Work = Callable[[Sequence[Any]], list[T]]
Progress = Callable[[int, int], None]
BATCH = 256
WORTH_IT = 2_000
MOST = 2
"""Comments below which nothing is forked, and the most helpers (the memory of each counts)."""

_JOB: dict[str, Any] = {}


def spread(work: Work[T], items: Sequence[Any], progress: Progress | None = None) -> list[T]:
    """``work`` over *items* in batches, in order; *progress* is called with (done, total)."""
    parts = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
    cores = min(MOST, _cores())
    if len(items) < WORTH_IT or cores < 2 or not _may_fork():
        return _collect(map(work, parts), len(items), progress)
    _JOB.update(work=work, parts=parts)
    gc.freeze()  # the helpers need not look through what they only read, nor copy it by looking
    try:
        with warnings.catch_warnings():
            # Python warns of forks beside threads; those here are idle ones of the number library.
            warnings.simplefilter("ignore", DeprecationWarning)
            pool = multiprocessing.get_context("fork").Pool(cores, _begin)
        with pool:
            return _collect(pool.imap(_one, range(len(parts))), len(items), progress)
    finally:
        gc.unfreeze()
        _JOB.clear()


def _begin() -> None:
    """A helper stops when it is told to, whatever the process that it came from does then."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _one(number: int) -> list[Any]:
    """Runs in a helper, which got the work and the comments by being forked."""
    found: list[Any] = _JOB["work"](_JOB["parts"][number])
    return found


def _collect(found: Any, total: int, progress: Progress | None) -> list[T]:
    done: list[T] = []
    for part in found:
        done += part
        if progress:
            progress(len(done), total)
    return done


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _may_fork() -> bool:
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    return alone and "fork" in multiprocessing.get_all_start_methods()
