"""Senders that are killed while they send, and what they were told.

Run as a program: in each round it forks writers, lets them send for a moment and kills them
with SIGKILL. A writer notes the hash of an envelope once ``add`` has returned. With ``full`` the
disk of every writer fills up again and again (the file-size limit of the process), and it goes
on sending when there is room: nothing that was refused may be in the box.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import signal
import sys
import time
from pathlib import Path

from survey.box import envelope, pool, store
from survey.config import Settings


def send_forever(instance: Path, public_key: bytes, log: Path, full: bool) -> None:
    """Send envelope after envelope; note what was acknowledged, and what was refused."""
    path = store.database(Settings(instance=instance))
    engine = store.connect(path)
    notes = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in itertools.count():
        sealed = envelope.seal(b"%d %d" % (os.getpid(), number), public_key)
        if full and number % 3 == 1:
            _limit(random.choice([0, 3_000, 20_000, path.stat().st_size]))
        try:
            pool.add(engine, sealed)
            word = b"kept "
        except pool.NotStored:
            word = b"refused "
        _limit(resource.RLIM_INFINITY)
        os.write(notes, word + envelope.fingerprint(sealed).encode() + b"\n")


def _limit(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


def main() -> None:
    """Fork, send, kill; as often as asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("instance", type=Path)
    parser.add_argument("public_key", type=bytes.fromhex)
    parser.add_argument("log", type=Path)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--full", action="store_true")
    given = parser.parse_args()
    given.log.touch()
    for _ in range(given.rounds):
        before = given.log.stat().st_size
        writers = []
        for _ in range(given.writers):
            child = os.fork()
            if child == 0:
                random.seed()
                send_forever(given.instance, given.public_key, given.log, given.full)
            writers.append(child)
        while given.log.stat().st_size < before + 70 * random.randrange(4, 20):
            time.sleep(0.002)
        time.sleep(random.random() * 0.01)
        for child in writers:
            os.kill(child, signal.SIGKILL)
        for child in writers:
            os.waitpid(child, 0)
    sys.exit(0)


if __name__ == "__main__":
    main()
