"""Which pages a person sees, from their answers so far; and which answers are sent.

One forward pass decides both: conditions look back only, and an answer counts for a condition
only while it lies on the path itself. So an answer given on a route that was left again
neither opens a page nor leaves the server.
"""

from __future__ import annotations

from survey.definition.model import Answers, Kind, Page, Question, Questionnaire, Section

Kept = dict[str, "str | tuple[str, ...]"]


def path(questionnaire: Questionnaire, answers: Answers) -> tuple[Page, ...]:
    """The pages of both sections, in order, that these answers lead through."""
    return _walk(questionnaire, answers)[0]


def on_path(questionnaire: Questionnaire, answers: Answers) -> Kept:
    """The answers that lie on the final path and are possible there."""
    return _walk(questionnaire, answers)[1]


def next_page(
    questionnaire: Questionnaire, answers: Answers, after: str | None, section: Section
) -> Page | None:
    """The page of this section that follows ``after`` on the path (None: the first).

    ``after`` need not lie on the path itself; ``KeyError`` when no page has that key.
    """
    return _neighbour(questionnaire, answers, after, section, forward=True)


def previous_page(
    questionnaire: Questionnaire, answers: Answers, before: str | None, section: Section
) -> Page | None:
    """The page of this section that precedes ``before`` on the path (None: the last)."""
    return _neighbour(questionnaire, answers, before, section, forward=False)


def to_seal(questionnaire: Questionnaire, answers: Answers) -> Kept:
    """What is sent: the answers on the path, less what the questionnaire drops beside others."""
    kept = on_path(questionnaire, answers)
    dropped = {drop.variable for drop in questionnaire.drops if drop.when.holds(kept)}
    return {variable: value for variable, value in kept.items() if variable not in dropped}


def _neighbour(
    questionnaire: Questionnaire,
    answers: Answers,
    key: str | None,
    section: Section,
    *,
    forward: bool,
) -> Page | None:
    pages = questionnaire.pages if forward else questionnaire.pages[::-1]
    if key is not None:
        pages = pages[pages.index(questionnaire.page(key)) + 1 :]
    shown = {page.key for page in path(questionnaire, answers)}
    for page in pages:
        if page.section is section and page.key in shown:
            return page
    return None


def _walk(questionnaire: Questionnaire, answers: Answers) -> tuple[tuple[Page, ...], Kept]:
    pages: list[Page] = []
    kept: Kept = {}
    for page in questionnaire.pages:
        if page.when is None or page.when.holds(kept):
            pages.append(page)
            for question in page.questions:
                for code in question.variable_codes:
                    if code in answers and (value := _possible(question, answers[code])):
                        kept[code] = value
    return tuple(pages), kept


def _possible(question: Question, value: object) -> str | tuple[str, ...]:
    """The value, if this question can be answered so; else nothing."""
    match question.kind, value:
        case Kind.TEXT, str():
            return value
        case Kind.MULTI, tuple() | list():
            return tuple(code for code in question.kept_codes if code in value)
        case ((Kind.SINGLE | Kind.SELECT | Kind.SET), str()) if value in question.kept_codes:
            return value
    return ""
