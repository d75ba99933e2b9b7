"""Which page comes when: neutral numbers for addresses, and what follows what.

A page's number is its place in the definition, so an address never says what was answered
and stays the same when an answer changes. The path itself is worked out afresh from the
answers on every request.
"""

from __future__ import annotations

from collections.abc import Mapping

from survey.definition import routing
from survey.definition.model import Answers, Page, Questionnaire, Section

Path = tuple[Page, ...]

PREFIX = {Section.MAIN: "survey", Section.EQUALITY: "about-you"}
BEFORE = {Section.MAIN: "/consent", Section.EQUALITY: "/check"}
AFTER = {Section.MAIN: "/check", Section.EQUALITY: "/send"}


class Journey:
    """One questionnaire with its pages numbered from 1 within each section."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._pages: dict[tuple[Section, int], Page] = {}
        self._numbers: dict[str, int] = {}
        for section in Section:
            pages = (page for page in questionnaire.pages if page.section is section)
            for number, page in enumerate(pages, 1):
                self._pages[section, number] = page
                self._numbers[page.key] = number

    def page(self, section: Section, number: int) -> Page | None:
        """The page with that number, or None."""
        return self._pages.get((section, number))

    def number(self, page: Page) -> int:
        """The number of a page in its section."""
        return self._numbers[page.key]

    def address(self, page: Page) -> str:
        """The page's address."""
        return f"/{PREFIX[page.section]}/{self._numbers[page.key]}"

    def path(self, answers: Answers, section: Section) -> tuple[Page, ...]:
        """The pages of a section that these answers lead through."""
        pages = routing.path(self.questionnaire, answers)
        return tuple(page for page in pages if page.section is section)

    def following(self, path: Path, number: int, section: Section) -> str:
        """The address of the first page of the path beyond page ``number`` (0: the first)."""
        for page in path:
            if self._numbers[page.key] > number:
                return self.address(page)
        return AFTER[section]

    def before(self, path: Path, page: Page) -> str:
        """The address of the page before ``page`` on the path."""
        at = path.index(page)
        return self.address(path[at - 1]) if at else BEFORE[page.section]

    def opened(self, before: Path, after: Path, answers: Answers) -> tuple[int, ...]:
        """Numbers of unanswered pages that a change of answers has put on the path."""
        known = {page.key for page in before}
        return tuple(
            self._numbers[page.key]
            for page in after
            if page.key not in known and not answered(page, answers)
        )


def answered(page: Page, answers: Answers) -> bool:
    """Whether any question of the page has an answer."""
    return any(code in answers for question in page.questions for code in question.variable_codes)


def replaced(
    page: Page, answers: Answers, given: Mapping[str, str | tuple[str, ...]]
) -> dict[str, str | tuple[str, ...]]:
    """The answers with this page's ones replaced by ``given``."""
    codes = {code for question in page.questions for code in question.variable_codes}
    kept = {code: value for code, value in answers.items() if code not in codes}
    return {**kept, **given}
