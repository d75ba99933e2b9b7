"""Whether answers come in faster than people write: then they are taken, and looked at first.

Nobody is refused and nobody is followed: an answer that comes in a flood is marked inside its
envelope, and a person of the review team decides whether the marked ones count. What is kept
here is one number in memory, the level of a leaking bucket; it says nothing about any sender.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

HOUR = 3600.0


class Flood:
    """One worker's bucket. It leaks ``per_hour`` answers an hour (0: nothing is ever a flood).

    Over ``per_hour`` it is a flood. It is never filled beyond twice that, so that a flood is
    over an hour after it stopped. ``clock`` gives seconds that only grow.
    """

    def __init__(self, per_hour: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_hour, self._clock = per_hour, clock
        self._level, self._at = 0.0, clock()
        self._lock = threading.Lock()

    def another(self) -> bool:
        """Count one answer; whether it came in a flood."""
        if not self._per_hour:
            return False
        with self._lock:
            now = self._clock()
            left = self._level - (now - self._at) * self._per_hour / HOUR
            self._level, self._at = min(max(left, 0.0) + 1, 2 * self._per_hour), now
            return self._level > self._per_hour
