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
    these words (small letters, without digits and apostrophes) or one of :data:`MARKS`. ``sign``: a
    pattern, quick because it begins with a set of characters, that is found in any text with a
    match. All three only save time. ``group``: the part of the match that identifies.
    """

    type: str
    reason: str
    pattern: re.Pattern[str]
    check: Check | None
    group: str
    digits: int
    needs: frozenset[str]
    sign: re.Pattern[str] | None


def rule(
    kind: str,
    reason: str,
    pattern: str,
    *,
    small: bool = False,
    check: Check | None = None,
    digits: int = 0,
    needs: Iterable[str] = (),
    sign: str = "",
) -> Rule:
    """``small``: capital and small letters are the same. A group ``it`` is what identifies.

    Every repetition in a pattern is bounded, so that no text, however hostile, makes it slow.
    """
    flags = re.IGNORECASE if small else 0
    compiled = re.compile(pattern, flags)
    group = "it" if "it" in compiled.groupindex else ""
    first = re.compile(sign, flags) if sign else None
    return Rule(kind, reason, compiled, check, group, digits, frozenset(needs), first)


def set_of(text: str) -> frozenset[str]:
    """Words that are set apart by spaces."""
    return frozenset(text.split())


def either(text: str) -> str:
    """A group of alternatives from words that are set apart by spaces."""
    return "(?:" + "|".join(text.split()) + ")"
