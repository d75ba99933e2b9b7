"""Bar 2: what waits in the mixing pool has no order either."""

from __future__ import annotations

import statistics
from pathlib import Path

from survey.config import Settings
from survey.intruder import order, rehearsal
from survey.intruder.rehearsal import Rehearsal
from tests.anonymity import faults

RUNS, PENDING = 20, 40


def _attacked(done: Rehearsal, place: Path) -> dict[str, float]:
    taken = done.snapshot(place)
    return {c.name: c.tau for c in order.attack(taken, done.envelopes) if c.found == PENDING}


def test_forty_waiting_answers_show_no_order_over_twenty_runs(place: Path) -> None:
    runs = []
    for run in range(RUNS):
        work = place / str(run)
        done = rehearsal.rehearse(Settings(instance=place / "none"), work, PENDING)
        runs.append(_attacked(done, work / "taken"))
        done.engine.dispose()
    assert set(runs[0]) >= {
        "waiting, collect.sqlite3, beginning: where it lies",
        "waiting, pend: row number",
        "waiting, pend.place",
    }
    for name in runs[0]:
        taus = [run[name] for run in runs]
        assert abs(statistics.mean(taus)) <= 0.10, name
        assert max(map(abs, taus)) < 1, name


def test_a_pool_that_appends_is_caught(place: Path) -> None:
    sent = faults.envelopes(PENDING)
    taken = faults.build(place / "append", faults.WITHOUT_ROWID, faults.with_random_id, sent)
    assert max(abs(channel.tau) for channel in order.attack(taken, sent)) > 0.9
