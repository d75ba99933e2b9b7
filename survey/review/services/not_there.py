"""Why an answer is not in a record: not asked, not kept, not answered, or nobody can tell.

Worked out from the variables that a record may show, and from nothing else. Where a route hangs
on a variable that was left out, it is not said: that would give the variable away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from analysis.dataset import Answer
from analysis.export.gaps import NO_ANSWER, NOT_ASKED, NOT_KEPT, UNSURE
from analysis.export.recordset import Gaps
from survey.definition.conditions import asks_about
from survey.definition.model import Condition, Page, Questionnaire


def gaps_of(questionnaire: Questionnaire) -> Callable[[Sequence[str]], Gaps]:
    """For :func:`analysis.export.recordset.record_set`: from the variables kept to the gaps."""
    return lambda kept: _Reader(questionnaire, kept).gaps


class _Reader:
    """Reads one record after another; records that took the same route are read once."""

    def __init__(self, questionnaire: Questionnaire, kept: Sequence[str]) -> None:
        self.questionnaire, self.kept = questionnaire, frozenset(kept)
        dropped = {drop.variable for drop in questionnaire.drops}
        self.sure = self.kept - dropped
        self.pages = self._pages()
        self.guides = sorted(
            {v for page in questionnaire.pages for v, _ in asks_about(page.when)} & self.kept
        )
        self.routes: dict[tuple[Answer | None, ...], Mapping[str, int]] = {}

    def gaps(self, row: Mapping[str, Answer]) -> Mapping[str, int]:
        """The number of the gap for every variable kept, were it not answered."""
        route = tuple(row.get(guide) for guide in self.guides)
        if route not in self.routes:
            self.routes[route] = self._route(row)
        found = self.routes[route]
        dropped = {
            drop.variable: self._dropped(row, drop.when, found.get(drop.variable, UNSURE))
            for drop in self.questionnaire.drops
            if drop.variable in self.kept
        }
        return {**found, **dropped} if dropped else found

    def _pages(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.questionnaire.pages:
            for variable in page.variables():
                found.setdefault(variable.code, []).append(page)
        return found

    def _route(self, row: Mapping[str, Answer]) -> dict[str, int]:
        # Not walked anew: a record holds answers of its own route alone, and a page from which the
        # route went on may hang on a variable that was left out.
        pages = self.questionnaire.pages
        shown = {page.key for page in pages if page.when is None or page.when.holds(row)}
        return {code: self._gap(self.pages.get(code, []), shown) for code in self.kept}

    def _gap(self, pages: list[Page], shown: set[str]) -> int:
        if not pages or not all(self._told(page.when) for page in pages):
            return UNSURE
        return NO_ANSWER if any(page.key in shown for page in pages) else NOT_ASKED

    def _told(self, when: Condition | None) -> bool:
        """Whether what a condition looks at can be seen in the record."""
        return all(variable in self.sure for variable, _ in asks_about(when))

    def _dropped(self, row: Mapping[str, Answer], when: Condition, gap: int) -> int:
        if gap != NO_ANSWER:  # not asked; or the record does not show whether it was
            return gap
        if not all(variable in self.kept for variable, _ in asks_about(when)):
            return UNSURE
        return NOT_KEPT if when.holds(row) else gap
