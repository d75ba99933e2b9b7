"""Bar 22: sixty kills while sending, and full disks, lose nothing, double nothing, show nothing."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from survey.box import envelope, store
from survey.intruder import lint, order, snapshot
from tests.survey.box.conftest import Box, make_box
from tests.survey.box.contents import envelopes

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, WRITERS = 20, 3


def _kill(box: Box, log: Path, *options: str) -> dict[str, list[str]]:
    command = [sys.executable, "-m", "tests.survey.box.senders", str(box.settings.instance)]
    command += [box.public.hex(), str(log), "--rounds", str(ROUNDS), *options]
    subprocess.run(command, cwd=ROOT, check=True)
    noted: dict[str, list[str]] = {"kept": [], "refused": []}
    for line in log.read_text().splitlines():
        word, fingerprint = line.split()
        noted[word].append(fingerprint)
    return noted


def _judge(box: Box, noted: dict[str, list[str]], place: Path) -> None:
    found = {envelope.fingerprint(content): content for content in envelopes(box.engine)}
    assert set(noted["kept"]) <= set(found), "an acknowledged answer is lost"
    assert not set(noted["refused"]) & set(found), "a refused answer was stored all the same"
    assert len(found) <= len(noted["kept"]) + ROUNDS * WRITERS
    with store.reading(box.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    _judge_anonymity(box, [found[each] for each in noted["kept"]], place)


def _judge_anonymity(box: Box, in_order: list[bytes], place: Path) -> None:
    taken = snapshot.take(box.settings.collect_folder, box.file, place / "taken")
    channels = order.attack(taken, in_order)
    assert sum(channel.found for channel in channels if ".place" in channel.name) == len(in_order)
    assert [channel for channel in channels if channel.broken] == []
    store.prepare(box.settings).dispose()  # the app starts again
    assert lint.leftovers(box.settings.collect_folder) == []


@pytest.mark.parametrize("options", [(), ("--full",)], ids=["killed", "killed on full disks"])
def test_sixty_killed_senders_lose_double_and_show_nothing(
    place: Path, options: tuple[str, ...]
) -> None:
    work = place / f"run{len(options)}"
    box = make_box(work / "instance")
    noted = _kill(box, work / "log", *options)
    assert len(noted["kept"]) > 100
    assert bool(noted["refused"]) == bool(options)
    _judge(box, noted, work)
    assert max(Counter(noted["kept"]).values()) == 1


def test_a_lost_a_doubled_and_a_refused_answer_would_be_noticed(place: Path) -> None:
    box = make_box(place / "fault")
    kept = [envelope.fingerprint(box.send(b"x")) for _ in range(3)]
    lost = {"kept": [*kept, "0" * 64], "refused": []}
    with pytest.raises(AssertionError, match="lost"):
        _judge(box, lost, place / "lost")
    with pytest.raises(AssertionError, match="refused"):
        _judge(box, {"kept": kept, "refused": kept[:1]}, place / "refused")
