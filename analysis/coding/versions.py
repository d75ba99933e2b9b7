"""Versions of the coding frame: what changed, which answers flip, and counts restated.

A count given under one version is never silently shown under another. A code that was renamed or
merged can be restated; one that was split or redefined cannot, and is said to need coding again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.coding.frame import Frame, FrameError


@dataclass(frozen=True, slots=True)
class Changes:
    """How a frame became another. ``merged``: old code -> new code (a rename is a merge of one).

    ``split``: old code -> the codes it became. ``redefined``: same code, other definition.
    """

    old: str
    new: str
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    redefined: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restated:
    """Counts under the new version. ``unknown``: codes whose count needs coding again, and why."""

    counts: Mapping[str, int]
    unknown: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Flips:
    """Answers whose codes change when a frame, a lexicon or a model changes."""

    gained: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]


def differences(
    old: Frame,
    new: Frame,
    *,
    merged: Mapping[str, str] | None = None,
    split: Mapping[str, Sequence[str]] | None = None,
) -> Changes:
    """Compare two frames. What was merged or split only people know, and say.

    A code that others were merged into keeps its count even where its definition grew to hold
    them. Raises FrameError if a code is named that its frame does not have.
    """
    merged = dict(merged or {})
    apart = {code: tuple(parts) for code, parts in (split or {}).items()}
    _check(old, new, merged, apart)
    told = set(merged) | set(apart)
    made = set(merged.values()) | {part for parts in apart.values() for part in parts}
    both = [code for code in old.names if code in new and code not in told]
    return Changes(
        old=old.version,
        new=new.version,
        merged=merged,
        split=apart,
        redefined=tuple(c for c in both if c not in made and _meaning(old, c) != _meaning(new, c)),
        added=tuple(c for c in new.names if c not in old and c not in made),
        dropped=tuple(c for c in old.names if c not in new and c not in told),
    )


def _check(
    old: Frame, new: Frame, merged: Mapping[str, str], split: Mapping[str, tuple[str, ...]]
) -> None:
    strange = [code for code in (*merged, *split) if code not in old]
    made = {*merged.values(), *(part for parts in split.values() for part in parts)}
    strange += sorted(code for code in made if code not in new)
    if strange:
        raise FrameError(f"no frame has {', '.join(strange)}; a code cannot come from or go there")


def _meaning(frame: Frame, code: str) -> tuple[str, str, str]:
    found = frame[code]
    return found.definition, found.include, found.exclude


def restate(codings: Mapping[str, Collection[str]], changes: Changes, new: Frame) -> Restated:
    """Count *codings* (id -> codes of the old version) under the new version.

    An answer counts once for a merged code even if it carried several of its parts.
    """
    counts: dict[str, int] = dict.fromkeys(new.names, 0)
    for codes in codings.values():
        for code in {changes.merged.get(c, c) for c in codes}:
            if code in counts:
                counts[code] += 1
    unknown = dict.fromkeys(changes.redefined, "its definition changed")
    unknown |= dict.fromkeys(changes.added, "it is new")
    for old, parts in changes.split.items():
        unknown |= dict.fromkeys(parts, f"it was part of {old}")
    for code in unknown:
        counts.pop(code, None)
    return Restated(counts, unknown)


def flips(before: Mapping[str, Collection[str]], after: Mapping[str, Collection[str]]) -> Flips:
    """Per code, the answers that gained or lost it; only answers in both are compared."""
    gained: dict[str, list[str]] = {}
    lost: dict[str, list[str]] = {}
    for answer in sorted(set(before) & set(after)):
        for code in set(after[answer]) - set(before[answer]):
            gained.setdefault(code, []).append(answer)
        for code in set(before[answer]) - set(after[answer]):
            lost.setdefault(code, []).append(answer)
    return Flips(
        {code: tuple(ids) for code, ids in sorted(gained.items())},
        {code: tuple(ids) for code, ids in sorted(lost.items())},
    )
