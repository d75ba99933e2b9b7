"""What the box costs: prints figures, asserts nothing. Run it with ``make bench``.

* the mean cost of a sealed, pooled, durable send, flushes included, against one durable insert
  of a row of the same size into an SQLite file with the same settings on the same disk;
* the same send when 8 writers make 20 sends a second in all (p50, p99);
* the rate of opening, against PyNaCl's bare rate, with the peak of memory.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import os
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nacl.public import PrivateKey, SealedBox
from sqlalchemy import Engine, insert, update

from survey.box import envelope, opening, pool, schema, store, waves
from survey.config import Settings

KEY = PrivateKey(bytes(range(32)))  # the same in every process; it protects nothing
PUBLIC = bytes(KEY.public_key)
HERE = Path("build")
"""Git-ignored, and on the same disk as the checkout: a memory disk would flatter nobody."""


WRITERS = 8


def answer(number: int) -> bytes:
    """A plaintext of a plausible size (1.3 KB; one in ten 6 KB)."""
    words = "x" * (5_500 if number % 10 == 0 else 800)
    answers = {"q": words, **{f"v{n}": "code" for n in range(30)}}
    document = {
        "v": 1,
        "wave": "bench",
        "questionnaire": "parent",
        "version": "0" * 64,
        "week": "2026-W47",
        "language": "en",
        "answers": answers,
        "tag": "",
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


def fill(engine: Engine, count: int) -> None:
    """Put ``count`` sealed envelopes into the box, a few thousand in each transaction."""
    for start in range(0, count, 5_000):
        some = min(5_000, count - start)
        pieces = [
            piece
            for number in range(start, start + some)
            for piece in pool.pieces(envelope.seal(answer(number), PUBLIC))
        ]
        random.shuffle(pieces)
        with store.writing(engine) as connection:
            end = pool.last_place(connection, schema.sealed) + 1
            rows = [{"place": end + at, "piece": piece} for at, piece in enumerate(pieces)]
            connection.execute(insert(schema.sealed), rows)
            connection.execute(update(schema.wave).values(sealed=schema.wave.c.sealed + some))


def timed(action: Callable[[int], None], count: int) -> list[float]:
    """Milliseconds of each of ``count`` calls."""
    times = []
    for number in range(count):
        start = time.perf_counter()
        action(number)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def plain_insert(folder: Path, sizes: list[int]) -> Callable[[int], None]:
    """One durable insert of a row of a given size, by the standard library's driver."""
    connection = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
    for name, value, _ in store.PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
    connection.execute("CREATE TABLE plain (id BLOB PRIMARY KEY, envelope BLOB) WITHOUT ROWID")

    def act(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        row = (os.urandom(16), os.urandom(sizes[number]))
        connection.execute("INSERT INTO plain VALUES (?, ?)", row)
        connection.execute("COMMIT")

    return act


def send_cost(boxes: list[int], sends: int) -> None:
    """Print the ratio of a send to a plain durable insert of the same size."""
    for count in boxes:
        with tempfile.TemporaryDirectory(dir=HERE) as name:
            folder = Path(name)
            _settings, engine = make(folder)
            fill(engine, count)
            plaintexts = [answer(number) for number in range(sends)]
            sealed: list[bytes] = []
            sealing = timed(
                lambda n, s=sealed, p=plaintexts: s.append(envelope.seal(p[n], PUBLIC)),  # type: ignore[misc]
                sends,
            )
            plain = plain_insert(folder, [len(each) for each in sealed])
            sending, inserting = [], []
            for number in range(sends):  # in turns, so that a busy machine is as unfair to both
                sending += timed(lambda _, e=engine, x=sealed[number]: pool.add(e, x), 1)  # type: ignore[misc]
                inserting += timed(lambda _, n=number, act=plain: act(n), 1)  # type: ignore[misc]
            engine.dispose()
        mean, base = statistics.mean(sending), statistics.mean(inserting)
        print(
            f"{count:>7,} sealed: send {mean:.2f} ms (p50 {_at(sending, 50):.2f}, "
            f"p99 {_at(sending, 99):.2f}, max {max(sending):.1f}), plain insert {base:.2f} ms, "
            f"ratio {mean / base:.2f}; sealing {statistics.mean(sealing) * 1e3:.0f} µs, "
            f"with it {(mean + statistics.mean(sealing)) / base:.2f}"
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


def eight_writers(boxes: list[int], seconds: int) -> None:
    """Print p50 and p99 of a send at 8 writers and 20 sends a second in all."""
    for count in boxes:
        with (
            tempfile.TemporaryDirectory(dir=HERE) as name,
            multiprocessing.get_context("spawn").Manager() as manager,
        ):
            _settings, engine = make(Path(name))
            fill(engine, count)
            engine.dispose()
            times = manager.list()
            arguments = (Path(name), seconds, manager.Barrier(WRITERS), times)
            context = multiprocessing.get_context("spawn")
            writers = [context.Process(target=_writer, args=arguments) for _ in range(WRITERS)]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()
            found = list(times)
        print(
            f"{count:>7,} sealed, 8 writers, 20 a second: {len(found)} sends, "
            f"p50 {_at(found, 50):.1f} ms, p99 {_at(found, 99):.1f} ms, max {max(found):.1f} ms"
        )


def opening_rate(count: int) -> None:
    """Print the rate of reading, opening and shuffling an export against bare PyNaCl."""
    with tempfile.TemporaryDirectory(dir=HERE) as name:
        folder = Path(name)
        _settings, engine = make(folder)
        fill(engine, count)
        start = time.perf_counter()
        opening.write_export(engine, folder / "box", waves.get(engine, "bench"))
        print(f"export of {count:,}: {time.perf_counter() - start:.1f} s")
        engine.dispose()
        box = SealedBox(KEY)
        ciphertext = envelope.seal(answer(1)[:1000], PUBLIC)[envelope.HEADER :]
        bare = 1e3 / statistics.mean(timed(lambda _: box.decrypt(ciphertext) and None, 5000))  # type: ignore[func-returns-value]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        opened = sum(1 for _ in opening.open_export(folder / "box", bytes(KEY)).responses)
        rate = opened / (time.perf_counter() - start)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"opened {opened:,}: {rate:,.0f} a second, bare PyNaCl {bare:,.0f} a second, "
        f"share {rate / bare:.2f}; memory grew by {grown:.0f} MB"
    )


def main() -> None:
    """Print all figures; ``--quick`` for a smaller box."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller box, fewer sends")
    quick = parser.parse_args().quick
    HERE.mkdir(exist_ok=True)
    boxes = [1_000] if quick else [1_000, 50_000]
    send_cost(boxes, 500 if quick else 2_000)
    eight_writers(boxes, 5 if quick else 30)
    opening_rate(2_000 if quick else 100_000)


if __name__ == "__main__":
    main()
