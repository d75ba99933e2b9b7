"""A questionnaire on paper: the same questions in the same order, with "go to" instead of routes.

Questions are numbered through. Pages that follow each other and are seen by the same people make
one block, which says whom it is for and where everybody else goes on. What paper cannot do (lock an
answer at once, take it back, leave no handwriting) stands on its first page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from survey.config import Settings
from survey.definition.model import Page, Question, Questionnaire, Section, Text
from survey.definition.reference import Support
from survey.definition.words import EVERYBODY, people
from survey.i18n import Language
from survey.invitations import address
from survey.paths import TEMPLATES

CHARACTERS_A_LINE = 100
LEAST_LINES, MOST_LINES = 5, 9
"""Lines for an open answer: as many as its length asks for, within these."""

LONG_LIST = 4
"""A question with more options is set in columns."""

EXCEPT = f"{EVERYBODY} except "

AFTERWARDS = ("missing_people", "nspcc", "samaritans", "refuge", "victim_support")
FIRST = ("emergency", "police", "text_relay", "missing_people")
"""Where people can turn to, at the end and at the beginning (those that the list has)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its number; ``number`` is 0 on a page that only tells."""

    number: int
    question: Question

    @property
    def lines(self) -> int:
        """How many lines an open answer gets."""
        wanted = self.question.max_length // (CHARACTERS_A_LINE * 2)
        return max(LEAST_LINES, min(wanted, MOST_LINES))

    @property
    def columns(self) -> bool:
        """Whether its options stand in columns."""
        return len(self.question.options) > LONG_LIST


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the questionnaire on paper."""

    page: Page
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Pages that the same people see. ``only`` says who ("" for everybody), or ``never`` who does
    not; ``onward`` is where all others go on: a question's number, or 0 for the end."""

    only: str
    never: str
    sheets: tuple[Sheet, ...]
    onward: int
    section: Section

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its questions."""
        return tuple(asked.number for sheet in self.sheets for asked in sheet.asked)


def blocks(questionnaire: Questionnaire) -> tuple[Block, ...]:
    """The questionnaire cut into blocks, its questions numbered from 1."""
    numbers = {
        question.code: number
        for number, question in enumerate(
            (question for page in questionnaire.pages for question in page.questions), 1
        )
    }
    found = list(_cut(questionnaire, numbers))
    return tuple(
        dataclasses.replace(block, onward=_onward(found, at)) for at, block in enumerate(found)
    )


def _cut(questionnaire: Questionnaire, numbers: Mapping[str, int]) -> Iterator[Block]:
    def same(page: Page) -> tuple[str, Section]:
        return people(questionnaire, page), page.section

    for (who, section), pages in groupby(questionnaire.pages, key=same):
        sheets = tuple(
            Sheet(page, tuple(Asked(numbers[one.code], one) for one in page.questions))
            for page in pages
        )
        words = "" if who == EVERYBODY else _short(who, questionnaire, numbers)
        never = words.removeprefix(EXCEPT) if words.startswith(EXCEPT) else ""
        yield Block("" if never else words, never, sheets, 0, section)


def _short(who: str, questionnaire: Questionnaire, numbers: Mapping[str, int]) -> str:
    """Whom a block is for; a question that is quoted becomes its number."""
    for page in questionnaire.pages:
        for question in page.questions:
            quoted = f"“{question.text.source}”"
            who = who.replace(quoted, f"question {numbers[question.code]}")
    return who


def _onward(found: list[Block], at: int) -> int:
    """The first question after a block, whoever it is for: its own block says so again."""
    return next((block.numbers[0] for block in found[at + 1 :] if block.numbers), 0)


def html(settings: Settings, questionnaire: Questionnaire, supports: Mapping[str, Support]) -> str:
    """The whole sheet as one document that needs nothing else."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    english = Language("en", "English", fill={"force": settings.force.name})
    environment.filters["t"] = lambda text: english.text(text) if isinstance(text, Text) else text
    return environment.get_template("paper/questionnaire.html").render(
        q=questionnaire,
        blocks=blocks(questionnaire),
        supports=supports,
        first=[supports[key] for key in FIRST if key in supports],
        afterwards=[supports[key] for key in AFTERWARDS if key in supports],
        operator=settings.operator,
        force=settings.force.name,
        address=address(settings),
        demo=settings.demo,
        known=lambda keys: [supports[key] for key in keys if key in supports],
    )


def write(
    settings: Settings, questionnaire: Questionnaire, supports: Mapping[str, Support], file: Path
) -> None:
    """Write the sheet: HTML, or where the name ends in ``.pdf`` a tagged PDF (PDF/UA-1).

    Raises :class:`analysis.report.system.MissingLibraryError` where PDFs cannot be made.
    """
    text = html(settings, questionnaire, supports)
    if file.suffix == ".pdf":
        from analysis.report import document

        document.write(text, file, identifier=f"paper {questionnaire.version}")
    else:
        file.write_text(text, encoding="utf-8")
