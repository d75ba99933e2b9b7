"""What the box costs: prints figures, asserts nothing. Run it with ``make bench``.

* the mean cost of a sealed, pooled, durable send, flushes included, against one durable insert
  of a row of the same size into an SQLite file with the same settings on the same disk;
* the same send when 8 writers make 20 sends a second in all (p50, p99).

The whole takes about two minutes on a quiet machine; ``--quick`` less than one. What opening costs
is in ``bench_opening.py``.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import multiprocessing
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nacl.public import PrivateKey
from sqlalchemy import Engine, insert, update

from survey.box import envelope, pool, schema, store, waves
from survey.config import Settings
from survey.demo.answers import DemoResponse

KEY = PrivateKey(bytes(range(32)))  # the same in every process; it protects nothing
PUBLIC = bytes(KEY.public_key)
HERE = Path("build")
"""Git-ignored, and on the same disk as the checkout: a memory disk would flatter nobody."""


WRITERS = 8
BATCH = store.MINIMUM_BATCH
BATCHES_AT_LEAST = 4
SECONDS = 30.0
"""For how long sends are measured at each size of the box, at most."""


def demo_plaintext(response: DemoResponse, version: str) -> bytes:
    """An invented answer with words, as it is sealed."""
    document = {
        "v": 2, "wave": "bench", "questionnaire": response.questionnaire, "version": version,
        "week": "2026-W47", "language": "en", "answers": response.answers, "tag": "", "lane": "",
    }  # fmt: skip
    return json.dumps(document).encode()


def answer(number: int) -> bytes:
    """A plaintext of a plausible size (1.3 KB; one in ten 6 KB)."""
    words = "x" * (5_500 if number % 10 == 0 else 800)
    answers = {"q": words, **{f"v{n}": "code" for n in range(30)}}
    document = {
        "v": 2,
        "wave": "bench",
        "questionnaire": "parent",
        "version": "0" * 64,
        "week": "2026-W47",
        "language": "en",
        "answers": answers,
        "tag": "",
        "lane": "",
    }
    return json.dumps(document).encode()


def make(folder: Path) -> tuple[Settings, Engine]:
    """A collect database with an open wave."""
    settings = Settings(instance=folder)
    engine = store.prepare(settings)
    last = datetime.date(2999, 1, 1)
    waves.create(engine, "bench", PUBLIC, last, last)
    waves.open_wave(engine, "bench")
    return settings, engine


def fill(engine: Engine, plaintexts: Iterable[bytes]) -> None:
    """Put sealed envelopes into the box, a few thousand in each transaction."""
    waiting = iter(plaintexts)
    while some := list(itertools.islice(waiting, 5_000)):
        pieces = [piece for one in some for piece in pool.pieces(envelope.seal(one, PUBLIC))]
        random.shuffle(pieces)
        with store.writing(engine) as connection:
            end = pool.last_place(connection, schema.sealed) + 1
            rows = [{"place": end + at, "piece": piece} for at, piece in enumerate(pieces)]
            connection.execute(insert(schema.sealed), rows)
            connection.execute(update(schema.wave).values(sealed=schema.wave.c.sealed + len(some)))


def measured(times: list[float], action: Callable[..., Any], *arguments: Any) -> Any:
    """Call it, and add the milliseconds it took to ``times``."""
    start = time.perf_counter()
    result = action(*arguments)
    times.append((time.perf_counter() - start) * 1e3)
    return result


def plain_insert(folder: Path) -> Callable[[int], None]:
    """One durable insert of a row of a given size, by the standard library's driver."""
    connection = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
    for name, value, _ in store.PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
    connection.execute("CREATE TABLE plain (id BLOB PRIMARY KEY, envelope BLOB) WITHOUT ROWID")

    def act(size: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        row = (os.urandom(16), os.urandom(size))
        connection.execute("INSERT INTO plain VALUES (?, ?)", row)
        connection.execute("COMMIT")

    return act


def send_cost(engine: Engine, folder: Path, count: int, most: int) -> None:
    """Print the ratio of a send to a plain durable insert of the same size, on the same disk.

    Both in turns, so that a busy machine is as unfair to both; whole batches, so that flushes are
    in their due proportion; at most :data:`SECONDS` of them.
    """
    sealing: list[float] = []
    sending: list[float] = []
    inserting: list[float] = []
    insert_one = plain_insert(folder)
    until = time.monotonic() + SECONDS
    while len(sending) < BATCHES_AT_LEAST * BATCH or (
        len(sending) < most and time.monotonic() < until
    ):
        for number in range(BATCH):
            sealed = measured(sealing, envelope.seal, answer(number), PUBLIC)
            measured(sending, pool.add, engine, sealed)
            measured(inserting, insert_one, len(sealed))
    mean, base, cost = (statistics.mean(times) for times in (sending, inserting, sealing))
    print(
        f"{count:>7,} sealed, {len(sending):,} sends: send {mean:.2f} ms (p50 "
        f"{_at(sending, 50):.2f}, p99 {_at(sending, 99):.2f}, max {max(sending):.1f}), plain "
        f"insert {base:.2f} ms, ratio {mean / base:.2f}; sealing {cost * 1e3:.0f} µs, with it "
        f"ratio {(mean + cost) / base:.2f} (goal: at most 5)",
        flush=True,
    )


def _at(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) * percent // 100, len(times) - 1)]


def _writer(folder: Path, seconds: int, start_line: Any, times: list[float]) -> None:
    engine = store.connect(store.database(Settings(instance=folder)))
    pause = WRITERS / 20
    start_line.wait()
    next_at = time.time() + random.random() * pause
    until = time.time() + seconds
    while next_at < until:
        time.sleep(max(next_at - time.time(), 0))
        sealed = envelope.seal(answer(1), PUBLIC)
        start = time.perf_counter()
        pool.add(engine, sealed)
        times.append((time.perf_counter() - start) * 1e3)
        next_at += pause


def eight_writers(folder: Path, count: int, seconds: int) -> None:
    """Print p50 and p99 of a send at 8 writers and 20 sends a second in all."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        times = manager.list()
        arguments = (folder, seconds, manager.Barrier(WRITERS), times)
        writers = [context.Process(target=_writer, args=arguments) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        found = list(times)
    print(
        f"{count:>7,} sealed, 8 writers, 20 a second: {len(found)} sends, "
        f"p50 {_at(found, 50):.1f} ms, p99 {_at(found, 99):.1f} ms, max {max(found):.1f} ms",
        flush=True,
    )


def main() -> None:
    """Print all figures; ``--quick`` for a smaller box."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller box, fewer sends")
    quick = parser.parse_args().quick
    HERE.mkdir(exist_ok=True)
    boxes = [1_000] if quick else [1_000, 50_000]
    for count in boxes:
        with tempfile.TemporaryDirectory(dir=HERE) as name:
            folder = Path(name)
            _settings, engine = make(folder)
            fill(engine, (answer(number) for number in range(count)))
            send_cost(engine, folder, count, 200 if quick else 2_000)
            eight_writers(folder, count, 5 if quick else 20)
            engine.dispose()


if __name__ == "__main__":
    main()
