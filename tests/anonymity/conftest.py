"""What the bars share: folders in memory (what is tested is layout, not the disk), and faults."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for one file of tests, in memory where there is memory."""
    if not MEMORY.is_dir():
        yield tmp_path_factory.mktemp("anonymity")
        return
    folder = Path(tempfile.mkdtemp(prefix="heard-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder)
