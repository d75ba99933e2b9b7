"""Counting answers, once per variable, over plain records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from analysis.codebook import Variable
from analysis.dataset import Record, codes_of

Group = Callable[[Record], str]
"""Says to which category of a split a record belongs; ``""`` when it gave no answer."""


def one_way(records: Iterable[Record], variable: Variable) -> Counter[str]:
    """Code -> number of people. Codes that the codebook does not know are not counted."""
    known = {option.code for option in variable.options}
    counts: Counter[str] = Counter()
    for record in records:
        counts.update({code for code in codes_of(record, variable) if code in known})
    return counts


def answered(records: Iterable[Record], variable: Variable) -> int:
    """How many people gave at least one valid (not missing) answer."""
    valid = {option.code for option in variable.valid()}
    return sum(1 for r in records if valid.intersection(codes_of(r, variable)))


def by_group(
    records: Iterable[Record], variable: Variable, group: Group
) -> tuple[Counter[str], Counter[str]]:
    """(favourable, valid) people by group, for a variable of one code."""
    valid = {option.code for option in variable.valid()}
    favourable: Counter[str] = Counter()
    base: Counter[str] = Counter()
    for record in records:
        for code in codes_of(record, variable):
            if code in valid:
                name = group(record)
                base[name] += 1
                favourable[name] += code in variable.favourable
    return favourable, base
