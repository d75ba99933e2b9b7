"""100,000 records in every format: `python tests/bench/bench_export.py` prints a line a format.

Each format is written in a process of its own, so that its memory is its own. The first line is
what comes before: checking the records and giving them numbers.
"""

from __future__ import annotations

import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.dataset import Dataset
    from analysis.export.recordset import RecordSet

ROOT = Path(__file__).resolve().parents[2]
RECORDS = 100_000
CHECK = "check"


def dataset() -> Dataset:
    """Invented parents, every closed question answered: the widest questionnaire."""
    from analysis.codebook import Codebook
    from analysis.dataset import Dataset, Record
    from survey.definition.codebook import document
    from survey.definition.load import load_all

    book = Codebook.from_document(document(load_all()))
    closed = [v for v in book.questionnaires["parent"].variables if v.closed]
    codes = {v.code: [option.code for option in v.options] for v in closed}
    dice = random.Random(7)
    records = []
    for number in range(RECORDS):
        answers: dict[str, Any] = {
            v.code: tuple(dice.sample(codes[v.code], 2))
            if v.several
            else dice.choice(codes[v.code])
            for v in closed
        }
        records.append(Record("parent", "bench", "v", answers, str(number)))
    return Dataset(book, tuple(records))


def checked(data: Dataset) -> RecordSet:
    """The records after the check, as the formats get them."""
    from analysis.disclosure.rules import shipped
    from analysis.export import cover
    from analysis.export.recordset import record_set

    facts = {"id": "bench", "wave": "bench", "created": "2026-12-01", "demo": True}
    rules = shipped()
    return record_set(data, cover.imprint({**facts, "rules": rules.as_dict()}, signed=False), rules)


def child(kind: str, folder: Path) -> None:
    """Do one step and print what it took."""
    sys.path.insert(0, str(ROOT))
    from analysis.export.write_records import write_records

    stored, size = folder / "records.pickle", 0
    if kind == CHECK:
        data = dataset()
        before = time.process_time()
        made = checked(data)
        seconds = time.process_time() - before
        stored.write_bytes(pickle.dumps(made))
        width = len(made.files[0].columns)
        print(f"{made.files[0].count:,} records of {width} columns")
    else:
        records = pickle.loads(stored.read_bytes())
        before = time.process_time()
        paths = write_records(records, kind, folder / kind)
        seconds = time.process_time() - before
        size = sum(path.stat().st_size for path in paths)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{kind:12} {seconds:6.1f} s CPU {memory:6.0f} MB peak {size / 1e6:7.1f} MB written")


def main() -> None:
    """Every step in turn."""
    sys.path.insert(0, str(ROOT))
    from analysis.export.write_records import RECORD_FORMATS

    with tempfile.TemporaryDirectory() as folder:
        for kind in (CHECK, *RECORD_FORMATS):
            subprocess.run([sys.executable, __file__, kind, folder], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
