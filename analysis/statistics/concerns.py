"""What people wrote about, counted in people: by audience, by question, by command unit.

A person counts once for a code in a table, however often they wrote about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.codebook import Variable
from analysis.dataset import CodedComment, Dataset
from analysis.statistics.model import Kind, Row, Table
from analysis.statistics.splits import Split, splits
from analysis.statistics.tables import FAMILIES

AUDIENCES = {
    "parent": "Parents and relatives",
    "carer": "Carers",
    "families": "Parents and carers",
    "staff": "Staff",
}


@dataclass(frozen=True, slots=True)
class FrameCode:
    """One code of the coding frame as a table needs it. ``tone`` is concern or good."""

    code: str
    label: str
    stages: tuple[str, ...] = ()
    tone: str = "concern"


@dataclass(frozen=True, slots=True)
class Voices:
    """Who wrote what: person -> codes given to their words, in one audience and question."""

    people: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, comments: Iterable[CodedComment]) -> Voices:
        """Gather the codes of each person's comments."""
        found: dict[str, set[str]] = defaultdict(set)
        for coded in comments:
            found[coded.comment.response].update(coded.codes)
        return cls({person: frozenset(codes) for person, codes in found.items()})

    def rows(self, codes: Iterable[FrameCode]) -> tuple[Row, ...]:
        """One row a code: the people in whose words it was found."""
        counts: dict[str, int] = defaultdict(int)
        for given in self.people.values():
            for code in given:
                counts[code] += 1
        return tuple(Row(c.code, c.label, counts[c.code]) for c in codes)


def concern_tables(dataset: Dataset, codes: tuple[FrameCode, ...]) -> list[Table]:
    """Codes by audience, by audience and question, and by command unit of families.

    ``dataset`` must have passed :func:`analysis.statistics.door.admit`. Comments on questions that
    the codebook does not know are left out (:func:`analysis.dataset.unreadable` counts them).
    """
    asked = {(v.questionnaire, v.code) for v in dataset.codebook if not v.closed}
    coded = tuple(c for c in dataset.coded() if (c.comment.audience, c.comment.question) in asked)
    if not coded or not codes:
        return []
    tables = _by_audience(coded, codes)
    for questionnaire in (*FAMILIES, "staff"):
        tables += _by_question(dataset, coded, codes, questionnaire)
    return tables + _by_unit(dataset, coded, codes)


def _by_audience(coded: tuple[CodedComment, ...], codes: tuple[FrameCode, ...]) -> list[Table]:
    found = []
    for audience, people in AUDIENCES.items():
        members = FAMILIES if audience == "families" else (audience,)
        voices = Voices.of(c for c in coded if c.comment.audience in members)
        parts = tuple(f"concerns.{m}" for m in members) if audience == "families" else ()
        title = f"What people wrote about: {people.lower()}"
        table = _table(f"concerns.{audience}", audience, voices, codes, title=title, parts=parts)
        found.append(table)
    return found


def _by_question(
    dataset: Dataset, coded: tuple[CodedComment, ...], codes: tuple[FrameCode, ...], audience: str
) -> list[Table]:
    found = []
    book = dataset.codebook.questionnaires.get(audience)
    for variable in book.variables if book else ():
        here = [
            c
            for c in coded
            if c.comment.audience == audience and c.comment.question == variable.code
        ]
        if variable.closed or not here:
            continue
        table = _table(
            f"concerns.{audience}.{variable.code}",
            audience,
            Voices.of(here),
            codes,
            title=f"What {AUDIENCES[audience].lower()} wrote about: {variable.label}",
            variable=variable,
        )
        found.append(table)
    return found


def _by_unit(
    dataset: Dataset, coded: tuple[CodedComment, ...], codes: tuple[FrameCode, ...]
) -> list[Table]:
    unit = splits(dataset)[0]
    where = {r.id: unit.group(r) for r in dataset.records if r.questionnaire in FAMILIES and r.id}
    voices = Voices.of(c for c in coded if c.comment.audience in FAMILIES)
    people: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for person, given in voices.people.items():
        people[where.get(person, "")][person] = given
    if not unit.categories or set(people) <= {""}:
        return []
    return [_unit_table(code, unit, people) for code in codes]


def _unit_table(
    code: FrameCode, unit: Split, people: Mapping[str, Mapping[str, frozenset[str]]]
) -> Table:
    def row(name: str, label: str, hidden: bool = False) -> Row:
        here = people.get("" if hidden else name, {})
        count = sum(code.code in given for given in here.values())
        return Row(name, label, count, len(here), hidden=hidden)

    rows = [row(name, label) for name, label in unit.categories]
    rows.append(row("not_given", "Not given", hidden=True))
    return Table(
        key=f"concerns.families.{code.code}.by_unit",
        title=f"{code.label} (by command unit)",
        question="",
        questionnaire="families",
        variable=code.code,
        kind=Kind.SPLIT,
        base=sum(r.base or 0 for r in rows),
        rows=tuple(rows),
        favourable=sum(r.count for r in rows),
        split="unit",
        within="concerns.families",
        row=code.code,
        about="concerns",
    )


def _table(
    key: str,
    audience: str,
    voices: Voices,
    codes: tuple[FrameCode, ...],
    *,
    title: str,
    parts: tuple[str, ...] = (),
    variable: Variable | None = None,
) -> Table:
    return Table(
        key=key,
        title=title,
        question=variable.label if variable else "",
        questionnaire=audience,
        variable=variable.code if variable else "",
        kind=Kind.MULTI,
        base=len(voices.people),
        rows=voices.rows(codes),
        stage=variable.stage if variable else "",
        parts=parts,
        within=f"concerns.{audience}" if variable else "",
        about="concerns",
    )
