"""Rounding: published counts, bases and percentages."""

from __future__ import annotations


def rounded(count: int, base: int = 5) -> int:
    """The nearest multiple of ``base``; a half goes up (it cannot occur when base is odd)."""
    return (count + base // 2) // base * base


def bounds(published: int, base: int = 5) -> tuple[int, int]:
    """The least and the most that a count may be that was rounded to ``published``."""
    low = published - base // 2
    return max(0, low), low + base - 1


def percent(count: int, base: int) -> int:
    """A whole percentage from two rounded counts; a half goes up. ``base`` must be over 0."""
    return (200 * count + base) // (2 * base)
