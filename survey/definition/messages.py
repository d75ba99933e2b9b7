"""Every visible text of questionnaires and supports, for translators.

A text is known by its context and its English wording together. Parents and carers share most
of theirs, so that a translator meets each only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from survey.definition.model import Option, Page, Question, Questionnaire, Text
from survey.definition.reference import Support


def catalogue(
    questionnaires: Iterable[Questionnaire], supports: Mapping[str, Support]
) -> tuple[Text, ...]:
    """All texts, each once, in the order in which respondents meet them."""
    found: dict[Text, None] = {}
    for questionnaire in questionnaires:
        found.update(dict.fromkeys(texts(questionnaire)))
    for support in supports.values():
        found.update(dict.fromkeys(_present(_support(support))))
    return tuple(found)


def texts(questionnaire: Questionnaire) -> tuple[Text, ...]:
    """Every visible text of one questionnaire, each once, in order."""
    found: dict[Text, None] = {questionnaire.title: None, questionnaire.describes: None}
    for page in questionnaire.pages:
        found.update(dict.fromkeys(_present(_page(page))))
    return tuple(found)


def _present(some: Iterable[Text | None]) -> Iterator[Text]:
    return (text for text in some if text is not None and text.source)


def _page(page: Page) -> Iterator[Text | None]:
    yield page.title
    yield from page.lead
    yield from page.body
    for question in page.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[Text | None]:
    yield question.text
    yield question.hint
    for item in question.items:
        yield item.text
    for option in (*question.options, *question.kept_options):
        yield from _option(option)


def _option(option: Option) -> Iterator[Text | None]:
    yield option.label
    yield option.hint


def _support(support: Support) -> Iterator[Text | None]:
    yield from (support.name, support.purpose, support.hours, support.note)
