"""Keeps the counts that Explore shows: made anew after an opening, moved when a code changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.orm import Session

from survey.review.models.answers import Comment, Definition, Response
from survey.review.models.coding import Coding
from survey.review.models.tally import ANSWER, ANY, CODE, Tally

UNIT_VARIABLES = ("area", "unit")
"""Under these variables families and staff name their command unit."""

Key = tuple[str, str, str, str, str, str]


def unit_of(answers: Mapping[str, Any]) -> str:
    """The command unit that the answers name, or nothing."""
    return next((str(answers[v]) for v in UNIT_VARIABLES if v in answers), "")


class AnswerCount:
    """Counts closed answers: people by what they chose, and by having chosen anything valid."""

    def __init__(self, session: Session) -> None:
        self._valid = _valid_codes(session)
        self._groups: dict[tuple[str, str, str, str], dict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )

    def add(self, questionnaire: str, version: str, wave: str, answers: Mapping[str, Any]) -> None:
        """Count one response by its closed answers."""
        group = self._groups[questionnaire, version, wave, unit_of(answers)]
        for variable, answer in answers.items():
            counts = group[variable]
            if isinstance(answer, str):
                counts[answer] += 1
                continue
            counts.update(answer)
            if self._valid[version].get(variable, set()).intersection(answer):
                counts[ANY] += 1

    def counts(self) -> Counter[Key]:
        """Everything that was counted, by the keys of the table."""
        found: Counter[Key] = Counter()
        for (questionnaire, version, wave, unit), group in self._groups.items():
            for variable, counts in group.items():
                valid = self._valid[version].get(variable, set())
                for code, n in counts.items():
                    found[ANSWER, questionnaire, variable, code, wave, unit] += n
                    if code in valid and ANY not in counts:  # one answer a person
                        found[ANSWER, questionnaire, variable, ANY, wave, unit] += n
        return found


def rebuild_answers(session: Session) -> None:
    """Count all closed answers anew."""
    count = AnswerCount(session)
    columns = (Response.questionnaire, Response.version, Response.wave, Response.answers)
    for row in session.execute(select(*columns).execution_options(yield_per=2000)):
        count.add(row.questionnaire, row.version, row.wave, row.answers)
    _replace(session, ANSWER, count.counts())


def add_answers(session: Session, count: AnswerCount) -> None:
    """Add what was counted while responses were stored to the counts that are kept."""
    columns = (Tally.questionnaire, Tally.variable, Tally.code, Tally.wave, Tally.unit, Tally.n)
    kept = session.execute(select(*columns).where(Tally.kind == ANSWER))
    before: Counter[Key] = Counter({(ANSWER, *row[:5]): row.n for row in kept})
    _replace(session, ANSWER, before + count.counts())


def _valid_codes(session: Session) -> dict[str, dict[str, set[str]]]:
    return {
        row.version: {
            variable["code"]: {o["code"] for o in variable["options"]} - set(variable["missing"])
            for variable in row.codebook["variables"]
        }
        for row in session.scalars(select(Definition))
    }


def rebuild_codes(session: Session) -> None:
    """Count all codes that stand anew."""
    units = _units(session)
    counts: Counter[Key] = Counter()
    given = (
        select(Coding.code, Comment.questionnaire, Comment.question, Comment.wave, Comment.response)
        .join(Comment, Comment.id == Coding.comment)
        .where(Coding.stands)
        .distinct()
        .add_columns(Comment.id)
    )
    read: set[str] = set()
    for code, questionnaire, question, wave, response, comment in session.execute(given):
        unit = units.get(response, "")
        counts[CODE, questionnaire, question, code, wave, unit] += 1
        if comment not in read:
            read.add(comment)
            counts[CODE, questionnaire, question, ANY, wave, unit] += 1
    _replace(session, CODE, counts)


def _units(session: Session) -> dict[str, str]:
    with_words = select(Response.id, Response.answers).where(
        Response.id.in_(select(Comment.response))
    )
    rows = session.execute(with_words.execution_options(yield_per=2000))
    return {row.id: unit for row in rows if (unit := unit_of(row.answers))}


def _replace(session: Session, kind: str, counts: Mapping[Key, int]) -> None:
    session.execute(delete(Tally).where(Tally.kind == kind))
    names = ("kind", "questionnaire", "variable", "code", "wave", "unit")
    rows = [{**dict(zip(names, key, strict=True)), "n": n} for key, n in sorted(counts.items())]
    if rows:
        session.execute(insert(cast("Table", Tally.__table__)), rows)


def move(session: Session, comment: Comment, before: Iterable[str], after: Iterable[str]) -> None:
    """A comment's standing codes went from ``before`` to ``after``: move its counts."""
    response = session.get_one(Response, comment.response)
    unit = unit_of(response.answers)
    old, new = set(before), set(after)
    changes = dict.fromkeys(old - new, -1) | dict.fromkeys(new - old, 1)
    if not old and new:
        changes[ANY] = 1
    if old and not new:
        changes[ANY] = -1
    for code, step in changes.items():
        key = (CODE, comment.questionnaire, comment.question, code, comment.wave, unit)
        row = session.get(Tally, key)
        if row is None:
            names = ("kind", "questionnaire", "variable", "code", "wave", "unit")
            row = Tally(**dict(zip(names, key, strict=True)), n=0)
            session.add(row)
        row.n += step
    session.flush()


def count(
    session: Session,
    kind: str,
    *,
    questionnaire: str = "",
    variable: str = "",
    wave: str = "",
    unit: str = "",
) -> dict[tuple[str, str], dict[str, int]]:
    """(questionnaire, variable) -> code -> n, over what the arguments leave (empty: all)."""
    query = select(Tally.questionnaire, Tally.variable, Tally.code, func.sum(Tally.n))
    query = query.where(Tally.kind == kind)
    for column, wanted in (
        (Tally.questionnaire, questionnaire),
        (Tally.variable, variable),
        (Tally.wave, wave),
        (Tally.unit, unit),
    ):
        if wanted:
            query = query.where(column == wanted)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in session.execute(query.group_by(Tally.questionnaire, Tally.variable, Tally.code)):
        found.setdefault((row[0], row[1]), {})[row[2]] = int(row[3])
    return found


def by_group(
    session: Session, kind: str, dimension: str, *, questionnaire: str, variable: str, wave: str
) -> dict[str, dict[str, int]]:
    """Unit or wave (the ``dimension``) -> code -> n, of one question; no variable: of all."""
    group = Tally.unit if dimension == "unit" else Tally.wave
    query = select(group, Tally.code, func.sum(Tally.n))
    query = query.where(Tally.kind == kind, Tally.questionnaire == questionnaire)
    if variable:
        query = query.where(Tally.variable == variable)
    if wave:
        query = query.where(Tally.wave == wave)
    found: dict[str, dict[str, int]] = {}
    for name, code, n in session.execute(query.group_by(group, Tally.code)):
        found.setdefault(name, {})[code] = int(n)
    return found


def by_place(
    session: Session, kind: str, *, questionnaire: str, variable: str = ""
) -> dict[tuple[str, str], list[tuple[str, str, int]]]:
    """(variable, code) -> unit, wave and n, wherever anybody is; no variable: all of them."""
    query = select(Tally.variable, Tally.code, Tally.unit, Tally.wave, Tally.n)
    query = query.where(Tally.kind == kind, Tally.questionnaire == questionnaire)
    if variable:
        query = query.where(Tally.variable == variable)
    found: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for row in session.execute(query):
        found.setdefault((row[0], row[1]), []).append((row[2], row[3], row[4]))
    return found


def units(session: Session) -> list[str]:
    """The command units that were given, in alphabetical order."""
    query = select(Tally.unit).where(Tally.kind == ANSWER, Tally.unit != "").distinct()
    return sorted(session.scalars(query))
