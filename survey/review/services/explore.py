"""Tables for the team: every closed question and every code, under the primary rules, rounded.

A release hides more: it also protects hidden cells from being computed from others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from analysis.codebook import Codebook, Variable
from analysis.coding.frame import Frame
from analysis.disclosure.model import CellId, Plan, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import Rules, shipped
from analysis.disclosure.suppress import withheld
from analysis.release.model import PublishedTable
from analysis.release.publish import Issue, publish
from analysis.statistics.model import Kind, Row, Table
from survey.review.models.tally import ANSWER, ANY, CODE
from survey.review.services import definitions, tallies

CODES = "codes"
"""In place of a question: the codes given to comments."""


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
    chosen = [
        found
        for found in book
        if found.closed
        and group.questionnaire in ("", found.questionnaire)
        and group.stage in ("", found.stage)
        and variable in ("", found.code)
    ]

    def counted(of: Group) -> list[Table]:
        counts = tallies.count(
            session, ANSWER,
            questionnaire=of.questionnaire, variable=variable, wave=of.wave, unit=of.unit,
        )  # fmt: skip
        return [_table(v, counts.get((v.questionnaire, v.code), {})) for v in chosen]

    return _apart(group, counted)


def _apart(group: Group, counted: Callable[[Group], list[Table]]) -> list[PublishedTable]:
    """The group's tables, with what could be had by taking them from a wider group's hidden.

    A group is a part of the same people without the choice of unit, of wave, or of both. Where
    the others in such a wider group are too few, their number is what is left after subtracting,
    so the group's own cell is hidden as well.
    """
    own = counted(group)
    hidden: dict[CellId, Reason] = {}
    for wider in _wider(group):
        others = [_without(*pair) for pair in zip(counted(wider), own, strict=True)]
        found = primary(others, shipped())
        hidden |= {cell: why for cell, why in found.items() if _left(others, cell)}
    return protect(own, also=hidden)


def _wider(group: Group) -> list[Group]:
    found = []
    if group.unit:
        found.append(replace(group, unit=""))
    if group.wave:
        found.append(replace(group, wave=""))
    if group.unit and group.wave:
        found.append(replace(group, unit="", wave=""))
    return found


def _without(whole: Table, part: Table) -> Table:
    """The same table of everybody in ``whole`` who is not in ``part``."""
    rows = tuple(
        replace(row, count=row.count - own.count)
        for row, own in zip(whole.rows, part.rows, strict=True)
    )
    favourable = None
    if whole.favourable is not None and part.favourable is not None:
        favourable = whole.favourable - part.favourable
    return replace(whole, base=whole.base - part.base, rows=rows, favourable=favourable)


def _left(others: list[Table], cell: CellId) -> bool:
    """Whether anybody is left in that table: an empty remainder says nothing of anybody."""
    return any(table.key == cell[0] and table.base for table in others)


def protect(
    counted: list[Table],
    rules: Rules | None = None,
    also: Mapping[CellId, Reason] | None = None,
) -> list[PublishedTable]:
    """The tables as the team may see them: primary rules and rounding; ``also`` is hidden too."""
    rules = rules or shipped()
    hidden = {**primary(counted, rules), **(also or {})}
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

    def counted(of: Group) -> list[Table]:
        return [_codes(frame, of, _by_code(session, of))]

    return _apart(group, counted)[0]


def _by_code(session: Session, group: Group) -> dict[str, int]:
    by_question = tallies.count(
        session, CODE, questionnaire=group.questionnaire, wave=group.wave, unit=group.unit
    )
    total: dict[str, int] = {}
    for counts in by_question.values():
        for code, n in counts.items():
            total[code] = total.get(code, 0) + n
    return total


def _codes(frame: Frame, group: Group, total: Mapping[str, int]) -> Table:
    rows = tuple(
        Row(code.code, code.label, total.get(code.code, 0))
        for code in frame.codes
        if code.kind != "urgent" and (not group.stage or group.stage in code.stages)
    )
    return Table(
        key=CODES, title="Comments by code", question="", questionnaire=group.questionnaire,
        variable=CODES, kind=Kind.MULTI, base=total.get(ANY, 0), rows=rows, about="comments",
    )  # fmt: skip


def unit_labels(book: Codebook) -> dict[str, str]:
    """Command unit -> its label."""
    found: dict[str, str] = {}
    for variable in book:
        if variable.code in tallies.UNIT_VARIABLES:
            found |= {o.code: o.label for o in variable.options if o.code not in found}
    return found
