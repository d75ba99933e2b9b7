"""What is costly and the same for everybody is made once in a run, by the first that asks."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

SHELF = "HEARD_TESTS_SHELF"
"""The folder that the workers of a run share: made before they start, removed after they end."""

T = TypeVar("T")


def put_up() -> None:
    """Make the shelf; the workers are started with its name in their environment."""
    os.environ[SHELF] = tempfile.mkdtemp(prefix="heard-tests-")


def take_down() -> None:
    shutil.rmtree(os.environ.pop(SHELF))


def once(name: str, make: Callable[[], T]) -> T:
    """``make()``, or what a worker of this run has made under the same name already."""
    if SHELF not in os.environ:  # a benchmark
        return make()
    made = Path(os.environ[SHELF]) / f"{name}.pickle"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_bytes(pickle.dumps(make()))
    found: T = pickle.loads(made.read_bytes())
    return found
