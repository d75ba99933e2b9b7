"""People to talk to, for reviewers: from the same reference list that respondents see."""

from __future__ import annotations

import functools
from pathlib import Path

from survey.definition.reference import Support, load_reference

KEYS = ("samaritans", "nspcc", "victim_support")
"""Supports shown to reviewers, where the list has them."""


@functools.cache
def for_reviewers(folder: Path) -> tuple[Support, ...]:
    """Who can be called, in the order of :data:`KEYS`, by the lists of a folder."""
    found = load_reference(folder).supports
    return tuple(found[key] for key in KEYS if key in found)
