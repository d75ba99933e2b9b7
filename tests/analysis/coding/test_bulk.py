"""Large numbers are spread over two helpers, in order, and only where that is safe."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence

import pytest

from analysis.coding import bulk


def where(items: Sequence[int]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


def _ends(number: signal.Signals) -> bool:
    """Whether this process simply ends at the signal."""
    return signal.getsignal(number) is signal.SIG_DFL


def pids(found: list[tuple[int, int]]) -> set[int]:
    return {pid for _, pid in found}


def test_few_comments_are_coded_here() -> None:
    found = bulk.spread(where, range(600))
    assert [item for item, _ in found] == list(range(600))
    assert pids(found) == {os.getpid()}


def test_many_are_coded_elsewhere_and_come_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_cores", lambda: 2)
    monkeypatch.setattr(bulk, "_may_fork", lambda: True)
    seen: list[tuple[int, int]] = []
    many = range(bulk.WORTH_IT + 5)
    found = bulk.spread(where, many, lambda done, total: seen.append((done, total)))
    assert [item for item, _ in found] == list(many)
    assert os.getpid() not in pids(found)
    assert seen[-1] == (len(many), len(many))
    assert bulk._JOB == {}


def test_beside_another_thread_nothing_is_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not bulk._may_fork()
    finally:
        done.set()
        other.join()


def test_one_core_forks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_cores", lambda: 1)
    assert pids(bulk.spread(where, range(bulk.WORTH_IT))) == {os.getpid()}


def test_a_failure_in_a_helper_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_cores", lambda: 2)
    monkeypatch.setattr(bulk, "_may_fork", lambda: True)
    with pytest.raises(ZeroDivisionError):
        bulk.spread(lambda items: [1 // 0 for _ in items], range(bulk.WORTH_IT))
    assert bulk._JOB == {}


def test_helpers_stop_even_if_their_parent_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_cores", lambda: 2)
    monkeypatch.setattr(bulk, "_may_fork", lambda: True)
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        found = bulk.spread(lambda items: [_ends(signal.SIGTERM) for _ in items], range(5_000))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert all(found)
    assert multiprocessing.active_children() == []
