"""Tables for the team: every closed question and every code, under the primary rules, rounded.

A release hides more: it also protects hidden cells from being computed from others.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from analysis.codebook import Codebook, Variable
from analysis.coding.frame import Frame
from analysis.disclosure.model import Plan
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules, shipped
from analysis.disclosure.suppress import withheld
from analysis.release.model import PublishedTable
from analysis.release.publish import Issue, publish
from analysis.statistics.model import Kind, Row, Table
from survey.review.models.tally import ANSWER, ANY, CODE
from survey.review.services import definitions, tallies


@dataclass(frozen=True, slots=True)
class Group:
    """Whose answers are counted; empty means all."""

    questionnaire: str = ""
    wave: str = ""
    unit: str = ""
    stage: str = ""


def codebook(session: Session) -> Codebook:
    """The codebook over all versions."""
    return Codebook.from_document(definitions.codebook(session))


def tables(
    session: Session, book: Codebook, group: Group, variable: str = ""
) -> list[PublishedTable]:
    """A table for each closed question of the group's questionnaire and stage."""
    counts = tallies.count(
        session,
        ANSWER,
        questionnaire=group.questionnaire,
        variable=variable,
        wave=group.wave,
        unit=group.unit,
    )
    counted = [
        _table(found, counts.get((found.questionnaire, found.code), {}))
        for found in book
        if found.closed
        and group.questionnaire in ("", found.questionnaire)
        and group.stage in ("", found.stage)
        and variable in ("", found.code)
    ]
    return protect(counted)


def protect(counted: list[Table], rules: Rules | None = None) -> list[PublishedTable]:
    """The tables as the team may see them: primary rules and rounding."""
    rules = rules or shipped()
    hidden = primary(counted, rules)
    plan = Plan(hidden, withheld(counted, hidden))
    return [publish(table, plan, rules, Issue("", "")) for table in counted]


def _table(variable: Variable, counts: dict[str, int]) -> Table:
    rows = tuple(
        Row(
            option.code,
            option.label,
            counts.get(option.code, 0),
            missing=option.code in variable.missing,
            favourable=option.code in variable.favourable,
        )
        for option in variable.options
    )
    graded = bool(variable.favourable) and not variable.several
    return Table(
        key=variable.key,
        title=variable.label,
        question=variable.label,
        questionnaire=variable.questionnaire,
        variable=variable.code,
        kind=Kind.MULTI if variable.several else Kind.SINGLE,
        base=counts.get(ANY, 0),
        rows=rows,
        stage=variable.stage,
        favourable=sum(r.count for r in rows if r.favourable) if graded else None,
    )


def code_table(session: Session, frame: Frame, group: Group) -> PublishedTable:
    """Comments by code in the group; ``urgent`` is read by people and never counted."""
    by_question = tallies.count(
        session, CODE, questionnaire=group.questionnaire, wave=group.wave, unit=group.unit
    )
    total: dict[str, int] = {}
    for counts in by_question.values():
        for code, n in counts.items():
            total[code] = total.get(code, 0) + n
    rows = tuple(
        Row(code.code, code.label, total.get(code.code, 0))
        for code in frame.codes
        if code.kind != "urgent" and (not group.stage or group.stage in code.stages)
    )
    table = Table(
        key="codes", title="Comments by code", question="", questionnaire=group.questionnaire,
        variable="codes", kind=Kind.MULTI, base=total.get(ANY, 0), rows=rows, about="comments",
    )  # fmt: skip
    return protect([table])[0]


def unit_labels(book: Codebook) -> dict[str, str]:
    """Command unit -> its label."""
    found: dict[str, str] = {}
    for variable in book:
        if variable.code in tallies.UNIT_VARIABLES:
            found |= {o.code: o.label for o in variable.options if o.code not in found}
    return found
