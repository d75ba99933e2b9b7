"""Conditions: how they are written in a questionnaire, and whether they hold.

In TOML a condition is a table; all its lines must be true::

    when = { returned = "yes" }                          the answer is yes
    when = { delay = ["day", "longer"] }                 the answer is one of these
    when = { any = [{ returned = "yes" }, { ... }] }     at least one of these is true
    when = { answered = "unit" }                         there is any answer
    when = { answered = "unit", unless = { unit = "not_say" } }
    when = "child_back"                                  a route, named under [routes]

A skipped answer makes a condition on it false, and so makes ``unless`` true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from survey.definition.model import (
    AllOf,
    Answered,
    AnyOf,
    Condition,
    Is,
    Not,
    Route,
)
from survey.definition.problems import nearest
from survey.definition.table import Table

WORDS = ("any", "unless", "answered")
"""Words with a meaning of their own in a condition: no question may have them as its code."""


def asks_about(condition: Condition | None) -> Iterator[tuple[str, frozenset[str]]]:
    """Every variable that a condition looks at, with the codes that it looks for."""
    match condition:
        case Is(variable, codes):
            yield variable, codes
        case Answered(variable):
            yield variable, frozenset()
        case Not(part) | Route(_, _, part):
            yield from asks_about(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from asks_about(part)


def read_when(table: Table, routes: Mapping[str, Route]) -> Condition | None:
    """The condition of a page: its ``when`` and its ``unless`` together; None for everybody."""
    parts = _read(table.raw("when"), "when", table, routes)
    for part in _read(table.raw("unless"), "unless", table, routes):
        parts.append(Not(part))
    return _together(parts)


def read_table(value: Mapping[str, Any], table: Table) -> Condition | None:
    """The condition that one TOML table says; problems go to ``table``."""
    return _together(_parts(value, "", table))


def _together(parts: list[Condition]) -> Condition | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _read(value: Any, key: str, table: Table, routes: Mapping[str, Route]) -> list[Condition]:
    """The parts of a ``when`` or ``unless``: a route, several routes, or one table."""
    match value:
        case None:
            return []
        case str():
            return _route(value, key, table, routes)
        case list() if value and all(isinstance(name, str) for name in value):
            return [part for name in value for part in _route(name, key, table, routes)]
        case dict():
            parts = _parts(value, key, table)
            together = _together(parts)
            return [together] if together else []
    _unreadable(table, key)
    return []


def _route(name: str, key: str, table: Table, routes: Mapping[str, Route]) -> list[Condition]:
    if name in routes:
        return [routes[name]]
    table.problem("Q404", key, f"There is no route “{name}”.", nearest(name, routes))
    return []


def _parts(value: Mapping[str, Any], key: str, table: Table) -> list[Condition]:
    if not value:
        table.problem("Q408", key, "This condition is empty.", "Say when, or take the key away.")
    parts: list[Condition] = []
    for name, wanted in value.items():
        place = f"{key}, {name}" if key else name
        match name, wanted:
            case "any", list() if wanted and all(isinstance(w, dict) for w in wanted):
                choices = [_together(_parts(w, place, table)) for w in wanted]
                parts.append(AnyOf(tuple(c for c in choices if c)))
            case "unless", dict():
                if (part := _together(_parts(wanted, place, table))) is not None:
                    parts.append(Not(part))
            case "answered", str() | list() if _words(wanted):
                parts.extend(Answered(word) for word in _words(wanted))
            case _, str() | list() if name not in WORDS and _words(wanted):
                parts.append(Is(name, frozenset(_words(wanted))))
            case _:
                _unreadable(table, place)
    return parts


def _words(value: str | list[Any]) -> list[str]:
    words = [value] if isinstance(value, str) else value
    return words if all(isinstance(word, str) and word for word in words) else []


def _unreadable(table: Table, key: str) -> None:
    table.problem(
        "Q408", key, "This condition cannot be read.",
        'Write it like { returned = "yes" }, { delay = ["day", "longer"] },'
        ' { any = [{ … }, { … }] } or { answered = "unit" }.',
    )  # fmt: skip
