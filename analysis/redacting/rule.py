"""One rule: a pattern for one kind of identifying detail. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MARKS = ("@", "_", "#", "/", ".com", ".me", "19", "20")
"""What a rule can need besides words."""

Check = Callable[[re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of identifying detail. ``check`` sees the match and may refuse it.

    ``digits``: the least number of digits in any match. ``needs``: a text with a match holds one of
    these words (small letters, without digits and apostrophes) or one of :data:`MARKS`. Both only
    save time. ``group``: the part of the match that identifies.
    """

    type: str
    reason: str
    pattern: re.Pattern[str]
    check: Check | None
    group: str
    digits: int
    needs: frozenset[str]


def rule(
    kind: str,
    reason: str,
    pattern: str,
    *,
    small: bool = False,
    check: Check | None = None,
    digits: int = 0,
    needs: Iterable[str] = (),
) -> Rule:
    """``small``: capital and small letters are the same. A group ``it`` is what identifies.

    Every repetition in a pattern is bounded, so that no text, however hostile, makes it slow.
    """
    compiled = re.compile(pattern, re.IGNORECASE if small else 0)
    group = "it" if "it" in compiled.groupindex else ""
    return Rule(kind, reason, compiled, check, group, digits, frozenset(needs))


def set_of(text: str) -> frozenset[str]:
    """Words that are set apart by spaces."""
    return frozenset(text.split())


def either(text: str) -> str:
    """A group of alternatives from words that are set apart by spaces."""
    return "(?:" + "|".join(text.split()) + ")"
