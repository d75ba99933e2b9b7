"""Masks identifying details in comments before anybody reads them, in several processes if many.

The other processes see texts and nothing else: they are started anew (nothing of this one's memory
is copied), without its settings, keys or files, and end with their input.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from analysis.redaction import redact

MANY = 2_000
"""From so many responses on, other processes are worth their start."""

MOST = 4
"""Other processes, at most: opening itself cannot feed more."""

CHUNK = 200
"""Texts that a process is given at once."""

_COMMAND = (sys.executable, "-m", "analysis.redacting.worker")
_PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""All that other processes are told of the environment."""

Masked = list[str]


class Ended(Exception):  # noqa: N818 - says what happened
    """A process that masks texts ended before its work did; its message is for people."""


class Masker(Protocol):
    """Masks texts. ``ahead``: how many batches may be handed over before the first is asked for."""

    ahead: int

    def hand_over(self, texts: Sequence[str]) -> Callable[[], Masked]:
        """Begin to mask texts; what is returned waits for them, in the same order."""


def mask(text: str) -> str:
    """The text with identifying details replaced by their type, like ``[phone]``."""
    return redact(text)[0]


@contextlib.contextmanager
def masker(responses: int) -> Iterator[Masker]:
    """What masks the words of so many responses: other processes, if there are many."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if responses < MANY or processors < 2:
        yield Here()
        return
    apart = Apart(min(processors, MOST))
    try:
        yield apart
    finally:
        apart.close()


class Here:
    """Masks in this process, at once."""

    ahead = 0

    def hand_over(self, texts: Sequence[str]) -> Callable[[], Masked]:
        """Mask texts."""
        masked = [mask(text) for text in texts]
        return lambda: masked


class Apart:
    """Masks in other processes, each with a thread of this one that talks to it."""

    ahead = 2

    def __init__(self, count: int) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self.processes = [
            subprocess.Popen(
                _COMMAND, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            for _ in range(count)
        ]  # fmt: skip
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        for process in self.processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(count)

    def hand_over(self, texts: Sequence[str]) -> Callable[[], Masked]:
        """Begin to mask texts. What is returned raises :class:`Ended` when a process has ended."""
        parts = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
        futures = [self._threads.submit(self._ask, part) for part in parts]
        return lambda: [text for future in futures for text in _result(future)]

    def _ask(self, texts: Sequence[str]) -> Masked:
        process = self._idle.get()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(texts).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        finally:
            self._idle.put(process)
        return [new if new is not None else old for old, new in zip(texts, answer, strict=True)]

    def close(self) -> None:
        """End the other processes, whatever they are doing."""
        for process in self.processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self.processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]


def _result(future: Future[Masked]) -> Masked:
    try:
        return future.result()
    except (OSError, ValueError):  # its pipe is closed, or its answer was cut short
        raise Ended(
            "A process that masks the answers' words ended early; perhaps memory ran out. Nothing "
            "was stored, and the export is as it was. Open it again."
        ) from None
