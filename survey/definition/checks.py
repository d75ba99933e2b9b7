"""Checks of a whole questionnaire: names, routes, reach, and length."""

from __future__ import annotations

from collections import Counter
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

LARGEST = 63_000
"""Bytes that the answers may take as JSON: the largest envelope (64,000) less its seal and what
travels beside the answers (wave, version, week, tag). A test seals the longest answers."""

_BYTES_A_CHARACTER = 4


class _Place(NamedTuple):
    """Where a variable is asked: the number of its page, its kind, its codes (none for a text)."""

    page: int
    kind: Kind
    codes: frozenset[str]


_Places = dict[str, list[_Place]]


class Notes(NamedTuple):
    """Where problems go. ``homes`` names the file in which a page or route is written, by its
    place ("page “ease”"); what has no home there stands in ``file``."""

    file: str
    homes: Mapping[str, str]
    problems: Problems

    def add(self, number: str, where: str, what: str, mend: str) -> None:
        """Note one problem."""
        file = self.homes.get(where.split(",", maxsplit=1)[0], self.file)
        self.problems.add(number, file, where, what, mend)


def check(questionnaire: Questionnaire, routes: Mapping[str, Route], notes: Notes) -> None:
    """Note every problem that only shows when the pages are seen together."""
    before = len(notes.problems)
    places = _names(questionnaire, notes)
    _conditions(questionnaire, places, notes)
    _unused(questionnaire, routes, notes)
    _sections(questionnaire, notes)
    _length(questionnaire, notes)
    if len(notes.problems) == before:  # else reach would only repeat what has been told
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


def _names(questionnaire: Questionnaire, notes: Notes) -> _Places:
    """Where every variable is asked; notes what stands twice."""
    keys = Counter(page.key for page in questionnaire.pages)
    codes = Counter(q.code for page in questionnaire.pages for q in page.questions)
    places: _Places = {}
    for number, page in enumerate(questionnaire.pages):
        where = f"page “{page.key}”"
        if keys[page.key] > 1 and codes[page.key] < 2:
            notes.add("Q202", where, "Two pages have this key.", "Give one another key.")
        for question in page.questions:
            if codes[question.code] > 1:
                told = f"Two questions have the code “{question.code}”."
                notes.add("Q202", where, told, "Give one another code.")
            for variable in question.variables():
                if codes[question.code] < 2:
                    _taken(question, variable, places, where, notes)
                kept = frozenset(option.code for option in variable.options)
                place = _Place(number, variable.kind, kept)
                places.setdefault(variable.code, []).append(place)
    return places


def _taken(
    question: Question, variable: Variable, places: _Places, where: str, notes: Notes
) -> None:
    earlier = places.get(variable.code, [])
    if earlier and not question.variable:
        notes.add(
            "Q202", f"{where}, “{variable.code}”", "Another question keeps its answer there.",
            "Give one another code; where routes exclude each other, say variable in both.",
        )  # fmt: skip
    elif any(place.kind is not variable.kind for place in earlier):
        notes.add(
            "Q407", f"{where}, “{variable.code}”",
            "Another question of another type keeps its answer there.",
            "Make both questions of one type.",
        )  # fmt: skip


def _conditions(questionnaire: Questionnaire, places: _Places, notes: Notes) -> None:
    """Every condition must ask about a variable and options that there are, asked earlier."""
    circular = _cycles(questionnaire, notes)
    for number, page in enumerate(questionnaire.pages):
        where = f"page “{page.key}”"
        _known(page.when, where, places, notes)
        for variable, _ in asks_about(page.when):
            late = all(place.page >= number for place in places.get(variable, ()))
            if variable in places and late and page.key not in circular:
                told = f"“{variable}” is not asked before this page."
                notes.add("Q402", where, told, "Move its question up, or this page down.")
    for drop in questionnaire.drops:
        where = f"drop “{drop.variable}”"
        if drop.variable not in places:
            _dangling(drop.variable, places, where, notes)
        _known(drop.when, where, places, notes)


def _known(condition: Condition | None, where: str, places: _Places, notes: Notes) -> None:
    for part, written in _named(condition, where):
        for variable, codes in asks_about(part):
            if variable in places:
                _options(variable, codes, places[variable], written, notes)
            else:
                _dangling(variable, places, written, notes)


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


def _dangling(variable: str, places: Mapping[str, object], where: str, notes: Notes) -> None:
    notes.add("Q401", where, f"No question keeps an answer as “{variable}”.",
        nearest(variable, places),
    )  # fmt: skip


def _options(
    variable: str, codes: frozenset[str], places: list[_Place], where: str, notes: Notes
) -> None:
    if codes and all(place.kind is Kind.TEXT for place in places):
        mend = f'Write answered = "{variable}".'
        notes.add("Q403", where, f"“{variable}” is answered in words.", mend)
        return
    known = frozenset[str]().union(*(place.codes for place in places))
    for code in sorted(codes - known):
        notes.add("Q403", where, f"“{variable}” has no option “{code}”.", nearest(code, known))


def _cycles(questionnaire: Questionnaire, notes: Notes) -> list[str]:
    """Pages that wait for each other: A is asked after B's answer, and B after A's."""
    asked: dict[str, list[Page]] = {}
    for page in questionnaire.pages:
        for variable in page.variables():
            asked.setdefault(variable.code, []).append(page)
    waits = {
        page.key: {p.key for name, _ in asks_about(page.when) for p in asked.get(name, ())}
        for page in questionnaire.pages
    }
    circular = _circular(waits)
    for key in circular:
        told = "It waits, in the end, for its own answer."
        notes.add("Q405", f"page “{key}”", told, "Take one of the conditions away.")
    return circular


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
