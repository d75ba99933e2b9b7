"""Whether any answers lead to a page: tries the routes instead of believing them.

Only the variables that a condition looks at matter, and those that decide whether these are
asked; of each variable only the codes that conditions name, and one answer that none names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from survey.definition.conditions import asks_about
from survey.definition.model import AllOf, Condition, Kind, Page, Questionnaire, Variable

_UNNAMED = " another"
_SKIPPED = ""
_MOST_TOGETHER = 3

_MOST_TRIED = 200_000
"""After so many routes without success a page is believed reachable: the check must end."""

Value = str | tuple[str, ...]
_Asked = tuple[Condition | None, Variable, set[str]]


def reachable(questionnaire: Questionnaire, page: Page) -> bool:
    """Whether some answers lead to this page."""
    return page.when is None or _possible(questionnaire, page.when)


def both_reachable(questionnaire: Questionnaire, first: Page, second: Page) -> bool:
    """Whether some answers lead to both pages."""
    parts = tuple(page.when for page in (first, second) if page.when is not None)
    return not parts or _possible(questionnaire, AllOf(parts))


def _possible(questionnaire: Questionnaire, goal: Condition) -> bool:
    wanted = _codes(questionnaire, goal)
    asked = [
        (page.when, variable, wanted[variable.code])
        for page in questionnaire.pages
        for variable in page.variables()
        if variable.code in wanted
    ]
    for tried, answers in enumerate(_routes(asked, {})):
        if goal.holds(answers) or tried == _MOST_TRIED:
            return True
    return False


def _codes(questionnaire: Questionnaire, goal: Condition) -> dict[str, set[str]]:
    """Every variable that matters to the goal, with the codes that conditions name."""
    pages: dict[str, list[Page]] = {}
    for page in questionnaire.pages:
        for variable in page.variables():
            pages.setdefault(variable.code, []).append(page)
    wanted: dict[str, set[str]] = {}
    rest = [goal]
    while rest:
        for name, codes in asks_about(rest.pop()):
            if name not in wanted:
                whens = (page.when for page in pages.get(name, ()))
                rest.extend(when for when in whens if when is not None)
            wanted.setdefault(name, set()).update(codes)
    return wanted


def _routes(asked: Sequence[_Asked], answers: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """The answers of every route through these questions: one dictionary, changed in place."""
    if not asked:
        yield answers
        return
    (when, variable, codes), *rest = asked
    if when is not None and not when.holds(answers):
        yield from _routes(rest, answers)
        return
    before = answers.get(variable.code)
    for value in _values(variable, codes):
        if value != _SKIPPED:
            answers[variable.code] = value
        yield from _routes(rest, answers)
        answers.pop(variable.code, None)
    if before is not None:
        answers[variable.code] = before


def _values(variable: Variable, codes: set[str]) -> Iterator[Value]:
    """The answers worth trying: skipped, one that no condition names, and each that one does."""
    yield _SKIPPED
    yield _UNNAMED
    own = sorted(codes & {option.code for option in variable.options})
    if variable.kind is not Kind.MULTI:
        yield from own
        return
    alone = {option.code for option in variable.options if option.exclusive}
    for size in range(1, min(len(own), _MOST_TOGETHER) + 1):
        for together in combinations(own, size):
            if size == 1 or alone.isdisjoint(together):
                yield together
