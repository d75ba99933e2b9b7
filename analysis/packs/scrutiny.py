"""The pack for a scrutiny session: questions that the figures raise, each with its evidence.

Which questions are asked is decided by rule, so that nobody can be said to have picked them.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from analysis.findings.figures import figure_of
from analysis.findings.summary import Summary
from analysis.findings.wording import lower_first
from analysis.packs.facts import lowest, named_most, widest
from analysis.recommendations.model import COMMITTEE, Ledger

LOWEST, GAPS, CONCERNS, GROUPS = 3, 3, 5, 4
"""How many questions of each kind are asked at most; how many quiet groups are named."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``about`` is its part of the pack; ``tables`` hold the evidence's figures."""

    about: str
    asks: str
    evidence: str
    tables: tuple[str, ...] = ()


@functools.cache
def wording() -> Mapping[str, Any]:
    """scrutiny.toml as plain data."""
    text = files("analysis.packs").joinpath("scrutiny.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def questions(summary: Summary, ledger: Ledger) -> list[Question]:
    """Every question that the release and the ledger raise, in the order of the pack."""
    return [
        *_service(summary),
        *_gaps(summary),
        *_concerns(summary),
        *_own_view(summary, ledger),
        *_missing(summary),
        *_recommendations(ledger),
    ]


def _service(summary: Summary) -> Iterator[Question]:
    says = wording()
    for topic, figure in lowest(summary, LOWEST):
        yield Question(
            "The service", says["lowest"].format(topic=lower_first(topic)),
            says["lowest_evidence"].format(figure=figure), (figure.table,),
        )  # fmt: skip
    figure = summary.reader.figure("parent.reported_last", "nobody")
    if figure.shown:
        evidence = says["unreported_evidence"].format(figure=figure)
        yield Question("The service", says["unreported"], evidence, (figure.table,))


def _gaps(summary: Summary) -> Iterator[Question]:
    says = wording()
    for gap, tables in widest(summary, GAPS):
        asks = says["gap_more" if gap.points < 0 else "gap_less"]
        evidence = says["gap_evidence"].format(families=gap.families, staff=gap.staff)
        topic = lower_first(gap.topic)
        yield Question("Families beside staff", asks.format(topic=topic), evidence, tables)


def _concerns(summary: Summary) -> Iterator[Question]:
    says = wording()
    for row in named_most(summary, CONCERNS):
        evidence = says["concern_evidence"].format(figure=row.families)
        general = says["concern"].format(label=lower_first(row.label))
        asks = says["codes"].get(row.code, general)
        yield Question("In the words of families", asks, evidence, row.tables[:1])


def _own_view(summary: Summary, ledger: Ledger) -> Iterator[Question]:
    says = wording()
    for row in ledger.assessments:
        key, _, code = row.users.partition("/")
        table = summary.reader.table(key)
        if not row.force_says or table is None:
            continue
        cell = table.favourable if code == "favourable" else table.row(code)
        evidence = says["own_view_evidence"].format(
            force=row.force_says, source=row.force_source, figure=figure_of(cell, key)
        )
        asks = says["own_view"].format(topic=lower_first(row.topic))
        yield Question("The own view of the force", asks, evidence, (key,))


def _missing(summary: Summary) -> Iterator[Question]:
    quiet = [f"{one.question} {', '.join(one.groups)}" for one in summary.coverage.quiet]
    if quiet:
        groups = "; ".join(quiet[:GROUPS])
        evidence = wording()["quiet_evidence"].format(groups=groups)
        yield Question("What is not known", wording()["quiet"], evidence)


def _recommendations(ledger: Ledger) -> Iterator[Question]:
    says = wording()
    unentered = sum(not row.known for row in ledger.of(COMMITTEE))
    unowned = sum(row.known and not (row.owner and row.due) for row in ledger.recommendations)
    for name, count in (("unentered", unentered), ("unowned", unowned)):
        if count:
            asks = says[name].format(count=count)
            yield Question("The recommendations", asks, says[f"{name}_evidence"])
