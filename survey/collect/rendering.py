"""Pages from templates: shared words and facts, and a store of unanswered pages.

An unanswered question page is the same for everybody but for two strings, the form's token
and the link back. It is rendered once for each version, page and language; the two are put in
on every request. Of a page with answers or errors only the main part is rendered; the rest comes
from the unanswered one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, render_template
from markupsafe import escape

from survey.collect.journey import Journey, answered
from survey.collect.parts import Parts
from survey.collect.views import findings
from survey.collect.visit import Visit, visit
from survey.definition.model import Answers, Page, Question, Section, Text
from survey.forms.build import from_answers
from survey.i18n import Language

TOKEN = "@@token@@"  # noqa: S105 - a mark that is replaced
BACK = "@@back@@"

WHOLE, MAIN = "question.html", "question_main.html"
BEGIN, END = '<main id="main" tabindex="-1"><div class="wrap">\n', "</div></main>"
"""A question page as a whole and its main part, and what stands around the main part."""

AFTERWARDS = ("missing_people", "nspcc", "samaritans", "refuge", "victim_support")
"""Supports shown where people leave the survey."""


NOT_TRANSLATED = Text(
    "page", "This survey is not translated into your language yet. It is shown in English."
)
"""Shown in the wanted language above a questionnaire that it does not have."""

_language: ContextVar[Language | None] = ContextVar("language", default=None)


def add_words(app: Flask, found: Parts) -> None:
    """Give templates their words in the reader's language, and the facts they all show.

    Words are put in by ``format`` and then escaped like everything else: a translation cannot
    bring markup into a page.
    """
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(_gettext, _ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.filters |= {"t": translated, "day": day, "number": number}
    env.globals |= {
        "languages": found.languages,
        "supports": found.supports,
        "supports_after": AFTERWARDS,
        "not_translated": NOT_TRANSLATED,
        "operator": found.settings.operator,
        "force": found.settings.force,
        "retention": found.settings.retention,
        "demo": found.settings.demo,
        "style": f"/style-{found.style.mark}.css",
        "script": f"/script-{found.script.mark}.js",
        "findings_there": lambda: findings.there(found.settings),
    }
    env.trim_blocks = True
    env.lstrip_blocks = True
    # The macros that every page needs: made once, because an import in a template costs each page.
    env.globals["page_parts"] = env.get_template("components/page.html").module
    env.globals["form_parts"] = env.get_template("components/forms.html").module
    app.context_processor(lambda: {"language": language(), "wanted": visit().wanted})
    app.before_request(lambda: _language.set(None) and None)


def language() -> Language:
    """The language of the page being made: worked out once a request."""
    chosen = _language.get()
    if chosen is None:
        chosen = visit().language
        _language.set(chosen)
    return chosen


def forget_language() -> None:
    """Work it out again: it has just been changed."""
    _language.set(None)


def _gettext(message: str) -> str:
    return language().catalogue.gettext(message)


def _ngettext(one: str, many: str, count: int) -> str:
    return language().catalogue.ngettext(one, many, count)


def translated(text: Text) -> str:
    """A questionnaire's text in the reader's language, with the force's name in it."""
    return language().text(text)


def day(date: datetime.date | str) -> str:
    """A date in words: "30 November 2026"."""
    if isinstance(date, str):
        date = datetime.date.fromisoformat(date)
    return str(format_date(date, "long", locale=language().babel))


def number(value: int) -> str:
    """A number with the language's own digits and separators: "2,000"."""
    return str(format_decimal(value, locale=language().babel))


def page(template: str, **values: Any) -> str:
    """A page of the app."""
    return render_template(f"collect/{template}", **values)


class QuestionPages:
    """Makes question pages; remembers the unanswered ones."""

    def __init__(self) -> None:
        self._plain: dict[tuple[str, str, str, bool], str] = {}

    def unanswered(
        self, journey: Journey, asked: Page, token: str, back: str, change: bool = False
    ) -> str:
        """The page as somebody sees it who has not answered it yet."""
        html = self._stored(journey, asked, change)
        return html.replace(TOKEN, token).replace(BACK, back)

    def _stored(self, journey: Journey, asked: Page, change: bool) -> str:
        key = (journey.questionnaire.version, asked.key, visit().wanted.code, change)
        html = self._plain.get(key)
        if html is None:
            html = _render(WHOLE, journey, asked, {}, {}, change=change, token=TOKEN, back=BACK)
            self._plain[key] = html
        return html

    def filled(
        self,
        visit: Visit,
        journey: Journey,
        asked: Page,
        back: str,
        *,
        typed: Mapping[str, Sequence[str]] | None = None,
        errors: Mapping[str, str] | None = None,
        change: bool = False,
    ) -> str:
        """The page with answers in it: the kept ones, or what was just typed, with errors."""
        before, _, after = self._stored(journey, asked, change).partition(BEGIN)
        if errors:
            before = before.replace("<title>", f"<title>{escape(_gettext('Error:'))} ", 1)
        main = _render(
            MAIN, journey, asked, visit.state.answers, typed, errors=errors, change=change,
            token=visit.token, back=back,
        )  # fmt: skip
        return f"{before.replace(BACK, back)}{BEGIN}{main}{END}{after.partition(END)[2]}"


def _render(
    template: str,
    journey: Journey,
    asked: Page,
    answers: Answers,
    typed: Mapping[str, Sequence[str]] | None,
    *,
    errors: Mapping[str, str] | None = None,
    change: bool,
    token: str,
    back: str,
) -> str:
    codes = [code for question in asked.questions for code in question.variable_codes]
    given = _listed(from_answers(asked, answers)) if typed is None else typed
    return page(
        template,
        page=asked,
        number=journey.number(asked),
        about_you=asked.section is Section.EQUALITY,
        address=journey.address(asked) + ("?change=1" if change else ""),
        values={code: given.get(code, ()) for code in codes},
        kept={code: _kept(question, answers) for question in asked.questions for code in codes},
        answered=answered(asked, answers),
        errors=errors or {},
        change=change,
        token=token,
        back=back,
    )


def _listed(given: Mapping[str, str | tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {code: (value,) if isinstance(value, str) else value for code, value in given.items()}


def _kept(question: Question, answers: Answers) -> str:
    """What a question that keeps less than was chosen has kept, in words."""
    if not question.coarse:
        return ""
    value = answers.get(question.variable_codes[0])
    for option in question.kept_options:
        if option.code == value:
            return translated(option.label)
    return ""
