"""Checks of a whole questionnaire: names, routes, reach, and length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from survey.definition.conditions import asks_about
from survey.definition.model import (
    AllOf,
    AnyOf,
    Condition,
    Kind,
    Not,
    Page,
    Question,
    Questionnaire,
    Route,
    Section,
    Variable,
)
from survey.definition.problems import Problems, nearest
from survey.definition.reach import both_reachable, reachable

LARGEST = 64_000
"""Bytes that the answers may take as JSON: the largest envelope (64 KiB) less its frame."""

_BYTES_A_CHARACTER = 4


class _Place(NamedTuple):
    """Where a variable is asked: the number of its page, and its codes (None: any text)."""

    page: int
    codes: frozenset[str] | None


class Notes(NamedTuple):
    """Where problems of one file go."""

    file: str
    problems: Problems

    def add(self, number: str, where: str, what: str, mend: str) -> None:
        """Note one problem of this file."""
        self.problems.add(number, self.file, where, what, mend)


def check(
    questionnaire: Questionnaire, routes: Mapping[str, Route], file: str, problems: Problems
) -> None:
    """Note every problem that only shows when the pages are seen together."""
    notes = Notes(file, problems)
    before = len(problems)
    places = _names(questionnaire, notes)
    _conditions(questionnaire, places, notes)
    _cycles(questionnaire, notes)
    _unused(questionnaire, routes, notes)
    _sections(questionnaire, notes)
    _length(questionnaire, notes)
    if len(problems) == before:  # routes that lead nowhere have been told: reach would repeat them
        _reach(questionnaire, notes)


def check_together(questionnaires: Mapping[str, Questionnaire], problems: Problems) -> None:
    """Mirrored items must have one scale and one meaning of favourable on both sides."""
    first: dict[str, tuple[str, Variable]] = {}
    paired: set[str] = set()
    for key, questionnaire in questionnaires.items():
        for variable in questionnaire.variables().values():
            if not variable.mirror:
                continue
            other, known = first.setdefault(variable.mirror, (key, variable))
            if other != key:
                paired.add(variable.mirror)
            if (known.kind, known.scale, known.favourable) != (
                variable.kind, variable.scale, variable.favourable,
            ):  # fmt: skip
                problems.add(
                    "Q312", f"{key}.toml", f"“{variable.code}”, mirror “{variable.mirror}”",
                    f"Its scale or favourable codes are not those of “{known.code}” in {other}.",
                    "Give both the same scale and favourable codes, or take the mirror away.",
                )  # fmt: skip
    for mirror, (key, variable) in first.items():
        if mirror not in paired and len(questionnaires) > 1:
            problems.add(
                "Q312", f"{key}.toml", f"“{variable.code}”, mirror “{mirror}”",
                "No other questionnaire has this mirror.",
                "Give the same mirror to the question that it belongs to, or take it away.",
            )  # fmt: skip


def _names(questionnaire: Questionnaire, notes: Notes) -> dict[str, list[_Place]]:
    """Where every variable is asked; notes what stands twice."""
    pages: set[str] = set()
    questions: set[str] = set()
    places: dict[str, list[_Place]] = {}
    for number, page in enumerate(questionnaire.pages):
        where = f"page “{page.key}”"
        _once(page.key, pages, where, notes)
        for question in page.questions:
            _once(question.code, questions, f"{where}, question “{question.code}”", notes)
            for variable in question.variables():
                _variable(question, variable, places, where, notes)
                codes = None
                if variable.kind is not Kind.TEXT:
                    codes = frozenset(option.code for option in variable.options)
                places.setdefault(variable.code, []).append(_Place(number, codes))
    return places


def _once(code: str, seen: set[str], where: str, notes: Notes) -> None:
    if code and code in seen:
        notes.add("Q202", where, "Its code stands twice.", "Give one another code.")
    seen.add(code)


def _variable(
    question: Question,
    variable: Variable,
    places: Mapping[str, object],
    where: str,
    notes: Notes,
) -> None:
    if variable.code in places and not question.variable:
        notes.add("Q202", f"{where}, “{variable.code}”", "Another question keeps its answer there.",
            "Give one another code; where routes exclude each other, say variable in both.",
        )  # fmt: skip


def _conditions(
    questionnaire: Questionnaire,
    places: Mapping[str, list[_Place]],
    notes: Notes,
) -> None:
    last = len(questionnaire.pages)
    for number, page in enumerate(questionnaire.pages):
        for condition, where in _named(page.when, f"page “{page.key}”"):
            _condition(condition, number, places, where, notes)
    for drop in questionnaire.drops:
        where = f"drop “{drop.variable}”"
        if drop.variable not in places:
            _dangling(drop.variable, places, where, notes)
        for condition, _ in _named(drop.when, where):
            _condition(condition, last, places, where, notes)


def _named(condition: Condition | None, where: str) -> Iterator[tuple[Condition, str]]:
    """The parts of a condition with the place where each is written (a route is its own)."""
    match condition:
        case None:
            return
        case Route(name, _, part):
            yield part, f"route “{name}”"
        case Not(part):
            yield from _named(part, where)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _named(part, where)
        case _:
            yield condition, where


def _condition(
    condition: Condition,
    page: int,
    places: Mapping[str, list[_Place]],
    where: str,
    notes: Notes,
) -> None:
    for variable, codes in asks_about(condition):
        if variable not in places:
            _dangling(variable, places, where, notes)
            continue
        if all(place.page >= page for place in places[variable]):
            notes.add("Q402", where, f"“{variable}” is not asked before this page.",
                "Move its question up, or this page down.",
            )  # fmt: skip
        _options(variable, codes, places[variable], where, notes)


def _dangling(variable: str, places: Mapping[str, object], where: str, notes: Notes) -> None:
    notes.add("Q401", where, f"No question keeps an answer as “{variable}”.",
        nearest(variable, places),
    )  # fmt: skip


def _options(
    variable: str,
    codes: frozenset[str],
    places: list[_Place],
    where: str,
    notes: Notes,
) -> None:
    known = frozenset[str]().union(*(place.codes or () for place in places))
    if codes and all(place.codes is None for place in places):
        notes.add("Q403", where, f"“{variable}” is answered in words.",
            f'Write answered = "{variable}".',
        )  # fmt: skip
        return
    for code in sorted(codes - known):
        notes.add("Q403", where, f"“{variable}” has no option “{code}”.", nearest(code, known))


def _cycles(questionnaire: Questionnaire, notes: Notes) -> None:
    """Pages that wait for each other: A is asked after B's answer, and B after A's."""
    asked: dict[str, list[Page]] = {}
    for page in questionnaire.pages:
        for variable in page.variables():
            asked.setdefault(variable.code, []).append(page)
    waits = {
        page.key: {p.key for name, _ in asks_about(page.when) for p in asked.get(name, ())}
        for page in questionnaire.pages
    }
    for key in _circular(waits):
        notes.add("Q405", f"page “{key}”", "It waits, in the end, for its own answer.",
            "Take one of the conditions away.",
        )  # fmt: skip


def _circular(waits: Mapping[str, set[str]]) -> list[str]:
    """The keys from which a walk along ``waits`` comes back to the start."""

    def comes_back(start: str) -> bool:
        seen: set[str] = set()
        rest = list(waits[start])
        while rest:
            key = rest.pop()
            if key == start:
                return True
            if key not in seen:
                seen.add(key)
                rest.extend(waits.get(key, ()))
        return False

    return [key for key in waits if comes_back(key)]


def _unused(questionnaire: Questionnaire, routes: Mapping[str, Route], notes: Notes) -> None:
    conditions = [page.when for page in questionnaire.pages]
    conditions += [drop.when for drop in questionnaire.drops]
    used = {name for condition in conditions for name in _route_names(condition)}
    for name in routes:
        if name not in used:
            notes.add("Q410", f"route “{name}”", "No page uses it.", "Use it, or take it away.")


def _route_names(condition: Condition | None) -> Iterator[str]:
    match condition:
        case Route(name, _, _):
            yield name
        case Not(part):
            yield from _route_names(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _route_names(part)


def _sections(questionnaire: Questionnaire, notes: Notes) -> None:
    after = False
    for page in questionnaire.pages:
        if after and page.section is Section.MAIN:
            notes.add("Q411", f"page “{page.key}”", "It comes after an equality page.",
                "Move it up: equality questions come after the check page.",
            )  # fmt: skip
        after = after or page.section is Section.EQUALITY


def _length(questionnaire: Questionnaire, notes: Notes) -> None:
    """The longest possible answers, as bytes of JSON, must fit the largest envelope."""
    total = 0
    for variable in questionnaire.variables().values():
        codes = [len(option.code) + 3 for option in variable.options]
        longest = sum(codes) if variable.kind is Kind.MULTI else max(codes, default=0)
        total += len(variable.code) + 6 + longest
    for page in questionnaire.pages:
        total += sum(question.max_length * _BYTES_A_CHARACTER for question in page.questions)
    if total > LARGEST:
        notes.add("Q313", "max_length",
            f"The longest answers would take {total} bytes; {LARGEST} can be sealed.",
            "Make max_length of some open questions smaller.",
        )  # fmt: skip


def _reach(questionnaire: Questionnaire, notes: Notes) -> None:
    for page in questionnaire.pages:
        if not reachable(questionnaire, page):
            notes.add("Q406", f"page “{page.key}”", "No answers lead to this page.",
                "Look at its when and unless: they exclude each other.",
            )  # fmt: skip
    filled: dict[str, Page] = {}
    for page in questionnaire.pages:
        for variable in page.variables():
            other = filled.setdefault(variable.code, page)
            if other is not page and both_reachable(questionnaire, other, page):
                notes.add("Q407", f"page “{page.key}”",
                    f"“{variable.code}” may already have been asked on page “{other.key}”.",
                    "Give the two pages conditions of which only one can be true.",
                )  # fmt: skip
