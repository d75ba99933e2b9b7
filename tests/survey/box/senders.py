"""Processes that send into a box until they are killed, and say what was acknowledged."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from survey.box import envelope, pool, store
from survey.config import Settings


def send_forever(instance: Path, public_key: bytes, acknowledged: Path) -> None:
    """Send envelope after envelope; note each one's hash once ``add`` has returned."""
    engine = store.connect(store.database(Settings(instance=instance)))
    log = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    number = 0
    while True:
        sealed = envelope.seal(b"%d %d" % (os.getpid(), number), public_key)
        pool.add(engine, sealed)
        os.write(log, envelope.fingerprint(sealed).encode() + b"\n")
        number += 1


if __name__ == "__main__":
    send_forever(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Path(sys.argv[3]))
