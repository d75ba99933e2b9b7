"""Tables for the team: every closed question and every code, under the primary rules, rounded.

Where units or waves are chosen, what could be had by taking one choice from another is hidden too
(``explore_hiding``). A release hides more: there nothing can be computed from all tables together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from survey.review.services.explore_hiding import Given, Places

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

    counts = tallies.count(
        session, ANSWER,
        questionnaire=group.questionnaire, variable=variable, wave=group.wave, unit=group.unit,
    )  # fmt: skip
    own = [question_table(v, counts.get((v.questionnaire, v.code), {})) for v in chosen]
    if not (group.unit or group.wave):
        return protect(own)
    people = {key: behind(session, key, variable) for key in {v.questionnaire for v in chosen}}
    given = [people[v.questionnaire].get(v.code, {}) for v in chosen]
    return protect(own, also=Places(own, given).at(group.unit, group.wave))


def behind(session: Session, questionnaire: str, variable: str = "") -> dict[str, Given]:
    """Variable -> code -> who stands behind it, by unit and wave."""
    found: dict[str, Given] = {}
    for (name, code), places in tallies.by_place(
        session, ANSWER, questionnaire=questionnaire, variable=variable
    ).items():
        found.setdefault(name, {})[code] = places
    return found


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


def question_table(variable: Variable, counts: Mapping[str, int]) -> Table:
    """The table of a closed question: code -> n, and ``ANY`` -> people with a valid answer."""
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
    own = count_table(frame, group, _by_code(session, group))
    if not (group.unit or group.wave):
        return protect([own])[0]
    places = Places([own], [behind_codes(session, group.questionnaire)])
    return protect([own], also=places.at(group.unit, group.wave))[0]


def behind_codes(session: Session, questionnaire: str) -> Given:
    """Code -> the comments behind it, by unit and wave, whatever they answer."""
    found: Given = {}
    given = tallies.by_place(session, CODE, questionnaire=questionnaire)
    for (_, code), places in given.items():
        found.setdefault(code, []).extend(places)
    return found


def _by_code(session: Session, group: Group) -> dict[str, int]:
    by_question = tallies.count(
        session, CODE, questionnaire=group.questionnaire, wave=group.wave, unit=group.unit
    )
    total: dict[str, int] = {}
    for counts in by_question.values():
        for code, n in counts.items():
            total[code] = total.get(code, 0) + n
    return total


def count_table(frame: Frame, group: Group, total: Mapping[str, int]) -> Table:
    """The table of codes: code -> comments, and ``ANY`` -> comments that were read."""
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
