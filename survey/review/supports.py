"""People to talk to, for reviewers: from the same reference list that respondents see."""

from __future__ import annotations

import functools

from survey.definition.reference import Support, load_reference

KEYS = ("samaritans", "nspcc", "victim_support")
"""Supports shown to reviewers, where the list has them."""


@functools.cache
def for_reviewers() -> tuple[Support, ...]:
    """Who can be called, in the order of :data:`KEYS`."""
    found = load_reference().supports
    return tuple(found[key] for key in KEYS if key in found)
