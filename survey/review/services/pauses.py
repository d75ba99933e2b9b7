"""Says when a reader should stop for a while: this is hard to read all day.

Counted in the session, for the person alone; nobody else sees it and nothing is stored of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MINUTES, COMMENTS, HEAVY = 45, 40, 6
"""A pause is suggested after so many minutes, comments, or comments that are hard to bear."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was read since the last pause. ``since`` is UNIX time, 0 before the first comment."""

    since: int = 0
    read: int = 0
    heavy: int = 0

    @classmethod
    def of(cls, data: dict[str, Any]) -> Stretch:
        """The stretch in a session's data."""
        return cls(**data.get("stretch", {}))

    def put(self, data: dict[str, Any]) -> dict[str, Any]:
        """The session's data with this stretch in it."""
        return {**data, "stretch": asdict(self)}

    def after(self, now: int, *, heavy: bool) -> Stretch:
        """The stretch after one more comment."""
        return Stretch(self.since or now, self.read + 1, self.heavy + heavy)

    def due(self, now: int) -> bool:
        """Whether a pause is due."""
        minutes = (now - self.since) // 60 if self.since else 0
        return minutes >= MINUTES or self.read >= COMMENTS or self.heavy >= HEAVY
