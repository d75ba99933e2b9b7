"""From blind readings to what a release says of its coding: agreement, gates, corrected shares.

The team's app calls :func:`facts` and hands ``agreement`` and ``estimates`` of the result to
``analysis.release.build.make`` as the facts of the same names. Plain objects in, plain data out.

The tables count people, so the audit must speak of people: draw the sample by *response* (all
comments of a person, or none). Where it was drawn by comment, people who wrote more are audited
wholly less often; they are therefore corrected apart (by audience and number of comments), and a
table of which too few people were audited wholly gets no estimate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.coding import audit, evaluate, gates
from analysis.coding.agreement import Agreement, CodeAgreement, agree
from analysis.coding.frame import Frame
from analysis.dataset import NO_CODE, Comment, Dataset
from analysis.statistics.concerns import AUDIENCES
from analysis.statistics.tables import FAMILIES

Codes = Mapping[str, Collection[str]]
"""Comment id -> codes. A comment that was read and got none has an empty set, or ``none``."""

Person = tuple[str, str]
"""Audience and response."""

RARE = 0.05
"""Share of people who may be corrected together with others although more was asked of them."""

LEAST_SHOWN = 10
"""Answers behind every published figure of agreement."""

WHY_NOT = {
    "suggestion": "People have not checked enough of the machine's coding.",
    "people_only": "The machine's coding and people's did not agree well enough.",
}
"""Status of a gate -> why a release counts no code behind it. Exact figures stay with the team."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Who gave which codes. ``machine``: every comment that the machine read.

    ``first`` and ``second``: blind readings of the audit sample by two people. ``settled``: what
    counts of them in the end (what a third person settled, else the first reading).
    """

    machine: Codes
    first: Codes
    second: Codes = field(default_factory=dict)
    settled: Codes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodingFacts:
    """What a release is told of its coding, as plain JSON data.

    ``agreement``: code -> {gate, audited, people: {answers, prevalence, kappa, alpha,
    ac1}, machine: {precision, recall, f1}}. ``estimates``: table key -> code -> {share, low,
    high} in percent of the people in the table, for codes whose gate is open. A figure of
    agreement with fewer than ten answers behind it is None. ``gates`` are for
    the team's own screens and hold exact counts: they stay out of releases.
    """

    agreement: Mapping[str, Any]
    estimates: Mapping[str, Mapping[str, Mapping[str, float]]]
    gates: tuple[gates.Gate, ...]
    between_people: Agreement


def facts(
    dataset: Dataset, readings: Readings, frame: Frame, bars: gates.Bars | None = None
) -> CodingFacts:
    """Agreement, gates and audit-corrected shares of one wave.

    Never fails for want of an audit: without one the estimates are empty and every gate says how
    many audited answers are missing. ``urgent`` is in none of it but the gates.
    """
    readings = _plain(readings)
    people = {**readings.first, **readings.settled}
    audited = sorted(set(people) & set(readings.machine))
    between = agree(readings.first, readings.second, frame.published)
    by_code = {row.code: row for row in between.codes} if between.n else {}
    scores = [_score(code, readings.machine, people, audited) for code in frame.published]
    decided = gates.decide(frame, scores, by_code, len(audited), bars)
    open_ = [gate.code for gate in decided if gate.status == "publish"]
    return CodingFacts(
        agreement=_agreement(decided, scores, by_code, len(audited)),
        estimates=estimates(dataset, readings.machine, people, open_),
        gates=decided,
        between_people=between,
    )


def uncounted(dataset: Dataset, decided: Iterable[gates.Gate]) -> dict[str, str]:
    """Codes that tables may not count, and why: code -> sentence.

    A code whose gate is shut is a suggestion. It is counted only where people coded every
    comment themselves; counting some people's codes over all answers would say too little.
    """
    if all(coded.kind == "person" for coded in dataset.coded()):
        return {}
    return {gate.code: WHY_NOT[gate.status] for gate in decided if gate.status in WHY_NOT}


def estimates(
    dataset: Dataset, machine: Codes, people: Codes, codes: Collection[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """Table key -> code -> share, low, high in percent of the people counted in that table.

    *people*: the audit sample. The tables are those of ``analysis.statistics.concerns`` by
    audience and by question; a table with too few audited people is left out.
    """
    found: dict[str, dict[str, dict[str, float]]] = {}
    for key, comments in _tables(dataset, machine).items():
        try:
            shares = _of_people(comments, machine, people, codes)
        except audit.TooFewAuditedError:
            continue
        found[key] = {
            s.code: {"share": 100 * s.share, "low": 100 * s.low, "high": 100 * s.high}
            for s in shares
        }
    return found


def _plain(readings: Readings) -> Readings:
    """Without the code that says that no code fits."""

    def without(codes: Codes) -> Codes:
        return {comment: frozenset(given) - {NO_CODE} for comment, given in codes.items()}

    return Readings(
        without(readings.machine),
        without(readings.first),
        without(readings.second),
        without(readings.settled),
    )


def _tables(dataset: Dataset, machine: Codes) -> dict[str, list[Comment]]:
    """The comments behind each table, as ``concern_tables`` takes them."""
    asked = {(v.questionnaire, v.code) for v in dataset.codebook if not v.closed}
    found: dict[str, list[Comment]] = defaultdict(list)
    for comment in dataset.comments:
        if comment.id not in machine or (comment.audience, comment.question) not in asked:
            continue
        found[f"concerns.{comment.audience}"].append(comment)
        found[f"concerns.{comment.audience}.{comment.question}"].append(comment)
        if comment.audience in FAMILIES:
            found["concerns.families"].append(comment)
    known = tuple(f"concerns.{audience}" for audience in AUDIENCES)
    return {key: found[key] for key in sorted(found) if key.startswith(known)}


def _of_people(
    comments: Iterable[Comment], machine: Codes, people: Codes, codes: Collection[str]
) -> tuple[audit.Share, ...]:
    wrote: dict[Person, list[str]] = defaultdict(list)
    for comment in comments:
        wrote[comment.audience, comment.response].append(comment.id)
    whole = {p: ids for p, ids in wrote.items() if all(i in people for i in ids)}
    strata = _strata(wrote, whole)
    return audit.shares(
        {_name(p): _union(machine, ids) for p, ids in wrote.items()},
        {_name(p): _union(people, ids) for p, ids in whole.items()},
        tuple(codes),
        strata={_name(p): kind for p, kind in strata.items()},
    )


def _name(person: Person) -> str:
    return "/".join(person)


def _union(codings: Codes, ids: Iterable[str]) -> frozenset[str]:
    return frozenset(code for i in ids for code in codings[i])


def _strata(
    wrote: Mapping[Person, Collection[str]], whole: Collection[Person]
) -> dict[Person, str]:
    """Person -> stratum: audience, and how many comments they wrote.

    A stratum with too few audited people joins the next smaller one if hardly anybody is in it.
    """
    kinds = {person: (person[0], len(ids)) for person, ids in wrote.items()}
    for kind in sorted(set(kinds.values()), reverse=True):
        here = [person for person, its in kinds.items() if its == kind]
        below = [n for audience, n in kinds.values() if audience == kind[0] and n < kind[1]]
        rare = len(here) <= RARE * len(kinds)
        if below and rare and sum(p in whole for p in here) < audit.LEAST_IN_STRATUM:
            kinds.update(dict.fromkeys(here, (kind[0], max(below))))
    return {person: f"{audience}, {n} comments" for person, (audience, n) in kinds.items()}


def _score(
    code: str, machine: Codes, people: Codes, audited: Collection[str]
) -> evaluate.CodeScore:
    gold = sum(code in people[i] for i in audited)
    given = sum(code in machine[i] for i in audited)
    both = sum(code in people[i] and code in machine[i] for i in audited)
    f1 = evaluate.Interval(2 * both / (gold + given)) if gold else evaluate.Interval(None)
    return evaluate.CodeScore(
        code, gold, given, both, evaluate.wilson(both, given), evaluate.wilson(both, gold), f1
    )


def _agreement(
    decided: Iterable[gates.Gate],
    scores: Iterable[evaluate.CodeScore],
    people: Mapping[str, CodeAgreement],
    audited: int,
) -> dict[str, Any]:
    """Rounded, and without exact counts: this is published."""
    measured = {score.code: score for score in scores}
    return {
        gate.code: {
            "gate": gate.status,
            "audited": _to_five(audited),
            "people": _people(people.get(gate.code)),
            "machine": _machine(measured[gate.code]),
        }
        for gate in decided
        if gate.status != "never"
    }


def _machine(score: evaluate.CodeScore) -> dict[str, float | None]:
    return {
        "precision": _two(score.precision.value, score.predicted),
        "recall": _two(score.recall.value, score.gold),
        "f1": _two(score.f1.value, min(score.gold, score.predicted)),
    }


def _people(found: CodeAgreement | None) -> dict[str, float | int | None]:
    if found is None:
        return {"answers": 0, "prevalence": None, "kappa": None, "alpha": None, "ac1": None}
    given = found.both + found.only_a + found.only_b
    return {
        "answers": _to_five(found.n),
        "prevalence": _two(found.prevalence, given),
        "kappa": _two(found.kappa, given),
        "alpha": _two(found.alpha, given),
        "ac1": _two(found.ac1, given),
    }


def _two(value: float | None, behind: int) -> float | None:
    """Two decimals, or None where so few answers stand behind it that it could point at one."""
    return None if value is None or behind < LEAST_SHOWN else round(value, 2)


def _to_five(count: int) -> int:
    return 5 * round(count / 5)
