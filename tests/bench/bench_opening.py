"""What opening costs: prints figures, asserts nothing. Run it with ``make bench``.

One export of invented answers with words, in one run:

* bare: PyNaCl decrypts these very envelopes, which lie in memory, and nothing else;
* opened: read, checked, decrypted and shuffled, as ``survey.box.opening`` does;
* stored: and written into a new review database, its words not masked (what ``heard box open``
  would cost if it need not mask; it cannot be told to);
* whole: what ``heard box open`` does, words masked in other processes.

Each step runs in a process of its own, whose peak of memory is its own. A share is a rate by the
bare rate, which is measured anew before and after each step, because the machine may be busy. By
the processor it is of one core's seconds, where the step uses one core; the whole uses as many as
there are, and its seconds are added up and spread over two. By the clock it is what one would wait,
and true on a quiet machine only. Takes about three minutes; ``--quick`` ten seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from unittest import mock

from nacl.public import SealedBox

sys.path.insert(0, str(Path(__file__).parents[2]))

from survey.box import envelope, opening, waves
from survey.config import Settings
from survey.definition import codebook
from survey.definition.load import load_all
from survey.demo.answers import responses
from survey.review import database
from survey.review.services import masking
from survey.review.services import opening as into_review
from survey.review.services.originals import TextKeys
from tests.bench.bench_box import HERE, KEY, demo_plaintext, fill, make

CORES = 2
SAMPLE = 5_000
"""Envelopes that are decrypted to find the bare rate."""


@dataclass(frozen=True)
class Cost:
    """What a step took: envelopes, seconds of this processor and of others', by the clock; the
    bare rate then; peaks of memory (MB) of this process, and of all others together."""

    count: int
    here: float
    elsewhere: float
    clock: float
    bare: float
    peak: float
    peak_elsewhere: float


def fill_box(folder: Path, count: int) -> int:
    """Seal invented answers into a box and export them; how many comments they hold."""
    questionnaires = load_all()
    _settings, engine = make(folder)
    some = itertools.islice(itertools.cycle(list(responses(questionnaires))), count)
    fill(engine, (demo_plaintext(r, questionnaires[r.questionnaire].version) for r in some))
    opening.write_export(engine, folder / "box", waves.get(engine, "bench"))
    engine.dispose()
    return count


def bare_rate(path: Path) -> float:
    """Envelopes of the export that PyNaCl alone opens in a second of the processor."""
    box = SealedBox(KEY)
    with path.open("rb") as file:
        count = min(SAMPLE, opening._read_header(file, path).count)
        lengths = (int.from_bytes(file.read(4), "big") for _ in range(count))
        sealed = [file.read(length)[envelope.HEADER :] for length in lengths]
    start = time.process_time()
    for each in sealed:
        box.decrypt(each)
    return count / (time.process_time() - start)


def opened(folder: Path) -> int:
    """Open all and keep nothing."""
    return sum(
        1 for _ in opening.open_export(folder / "box", bytes(KEY), wave_closed=True).responses
    )


def whole(folder: Path) -> int:
    """Open all into a new review database, as the command does."""
    masking.Apart = Watched  # type: ignore[misc]
    settings = Settings(instance=folder)
    with database.writing(database.make_engine(settings)) as session:
        database.make_room(session)
        found = opening.open_export(folder / "box", bytes(KEY), wave_closed=True)
        return into_review.store(
            session, found, keys=TextKeys(settings.review_folder),  # type: ignore[arg-type]
            codebook=codebook.document(load_all()),
        ).added  # fmt: skip


class Watched(masking.Apart):
    """Other processes whose peaks of memory are noted before they end."""

    peaks: ClassVar[list[int]] = []
    """KB, of each."""

    def close(self) -> None:
        """Note, and end them."""
        for process in self.processes:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            self.peaks.append(int(status.partition("VmHWM:")[2].split()[0]))
        super().close()


class Unmasked:
    """Leaves words as they are: to see what the rest costs."""

    ahead = 0

    def hand_over(self, texts: Sequence[str]) -> Callable[[], list[str]]:
        """Mask nothing."""
        words = list(texts)
        return lambda: words


@contextlib.contextmanager
def _unmasked(_responses: int) -> Iterator[Unmasked]:
    yield Unmasked()


def stored(folder: Path) -> int:
    """The whole without masking."""
    with mock.patch.object(masking, "masker", _unmasked):
        return whole(folder)


def cost(step: Callable[[Path], int], export: Path, connection: object) -> None:
    """Measure one step and send its :class:`Cost`."""
    with tempfile.TemporaryDirectory(dir=HERE) as name:
        Path(name, "box").hardlink_to(export)
        database.prepare(Settings(instance=Path(name)))
        before = bare_rate(export)
        here, clock = time.process_time(), time.perf_counter()
        count = step(Path(name))
        here, clock = time.process_time() - here, time.perf_counter() - clock
        bare = 2 / (1 / before + 1 / bare_rate(export))
    mine, others = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found = Cost(
        count, here, others.ru_utime + others.ru_stime, clock, bare,
        mine.ru_maxrss / 1024, sum(Watched.peaks) / 1024,
    )  # fmt: skip
    connection.send(found)  # type: ignore[attr-defined]


def measure(step: Callable[[Path], int], export: Path) -> Cost:
    """What a step costs, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=cost, args=(step, export, sender))
    process.start()
    found: Cost = receiver.recv()
    process.join()
    return found


def tell(name: str, found: Cost) -> None:
    """Print one line."""
    spread = (found.here + found.elsewhere) / CORES if found.elsewhere else found.here
    seconds = max(found.here, spread)
    cores = f"{CORES} cores" if found.elsewhere else "1 core"
    rate, clock = found.count / seconds, found.count / found.clock
    print(
        f"{name:<7}{rate:>7,.0f} a second of {cores}, share {rate / found.bare:.2f} of bare "
        f"({found.bare:,.0f}); by the clock {clock:,.0f}, share {clock / found.bare:.2f}\n       "
        f"processor {found.here / found.count * 1e6:,.0f} µs an answer, in other processes "
        f"{found.elsewhere / found.count * 1e6:,.0f}; "
        f"peak {found.peak:,.0f} MB, of the others {found.peak_elsewhere:,.0f} in all",
        flush=True,
    )


def main() -> None:
    """Print all figures; ``--quick`` for a small export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="2,000 envelopes, not 100,000")
    parser.add_argument("--count", type=int, default=0, help="so many envelopes")
    given = parser.parse_args()
    count = given.count or (2_000 if given.quick else 100_000)
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HERE) as name:
        fill_box(Path(name), count)
        busy = os.getloadavg()[0]
        print(f"{count:,} envelopes; {busy:.1f} processes wanted to run meanwhile (goal: 0.33)")
        for title, step in (("opened", opened), ("stored", stored), ("whole", whole)):
            tell(title, measure(step, Path(name, "box")))


if __name__ == "__main__":
    main()
