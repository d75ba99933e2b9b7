"""Single replies as data for the team: only where nobody stands alone.

Every combination of the variables that could point to a person (``record_keys`` in the rules) is
shared by at least ``record_k`` replies (k-anonymity: Samarati and Sweeney 1998). Where it is not, a
variable is dropped, and that is said. A reply with a rare answer to a variable of ``record_rare``
(the child died) is left out whole. Never text, never an order, never an id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.dataset import Answer, Dataset, Record
from analysis.disclosure.rules import Rules


@dataclass(frozen=True, slots=True)
class Dropped:
    """A variable left out of the records, and why in words."""

    variable: str
    why: str


@dataclass(frozen=True, slots=True)
class SafeRecords:
    """One questionnaire's replies. ``rows`` are in an order that says nothing.

    ``keys`` are the pointing variables that could be kept; ``smallest`` is the number of replies
    that share the rarest combination of them (None when there are no rows). ``rare`` are the
    variables for whose rare answers replies were left out whole.
    """

    questionnaire: str
    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Answer], ...]
    keys: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    smallest: int | None
    rare: tuple[str, ...] = ()


def safe_records(dataset: Dataset, questionnaire: str, rules: Rules) -> SafeRecords:
    """The closed answers of one questionnaire as records that point to nobody."""
    book = dataset.codebook.questionnaires[questionnaire]
    everybody = dataset.of(questionnaire)
    records = _common(everybody, rules)
    rare = rules.record_rare if len(records) < len(everybody) else ()
    closed = [v.code for v in book.variables if v.closed]
    dropped = [
        Dropped(v.code, "Words are never handed on.") for v in book.variables if not v.closed
    ]
    kept, crossed = _uncrossed(closed, rules)
    dropped += crossed
    if len(records) < rules.record_k:
        why = f"There are fewer than {rules.record_k} replies."
        dropped += [Dropped(code, why) for code in kept]
        return SafeRecords(questionnaire, (), (), (), tuple(dropped), None, rare)
    keys, lone = _shared([k for k in rules.record_keys if k in kept], records, rules.record_k)
    dropped += lone
    kept = [code for code in kept if code not in {d.variable for d in lone}]
    rows = sorted(
        ({code: r.answers[code] for code in kept if code in r.answers} for r in records),
        key=lambda row: [str(row.get(code, "")) for code in kept],
    )
    smallest = min(_combinations(keys, records).values())
    return SafeRecords(
        questionnaire, tuple(kept), tuple(rows), tuple(keys), tuple(dropped), smallest, rare
    )


def _common(records: Sequence[Record], rules: Rules) -> Sequence[Record]:
    """Without the replies whose answer to a variable of ``record_rare`` too few share."""
    for variable in rules.record_rare:
        counts = Counter(r.answers[variable] for r in records if variable in r.answers)
        records = [
            r
            for r in records
            if variable not in r.answers or counts[r.answers[variable]] >= rules.record_k
        ]
    return records


def _uncrossed(codes: Sequence[str], rules: Rules) -> tuple[list[str], list[Dropped]]:
    """Without the first of every pair that must never stand together."""
    kept, dropped = list(codes), []
    for variable, other in rules.never_crossed:
        if variable in kept and other in kept:
            kept.remove(variable)
            dropped.append(Dropped(variable, f"It is never set beside {other}."))
    return kept, dropped


def _shared(keys: list[str], records: Sequence[Record], k: int) -> tuple[list[str], list[Dropped]]:
    """Drop keys, the one that saves most replies first, until every combination is shared."""
    dropped = []
    while keys and min(_combinations(keys, records).values()) < k:
        worst = min(keys, key=lambda key: _alone([x for x in keys if x != key], records, k))
        count = _alone(keys, records, k)
        keys = [key for key in keys if key != worst]
        dropped.append(
            Dropped(worst, f"With it, {count} replies would share their combination with too few.")
        )
    return keys, dropped


def _combinations(keys: Sequence[str], records: Sequence[Record]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(str(r.answers.get(key, "")) for key in keys) for r in records)


def _alone(keys: Sequence[str], records: Sequence[Record], k: int) -> int:
    """How many replies stand in a combination of fewer than ``k``."""
    return sum(n for n in _combinations(keys, records).values() if n < k)
