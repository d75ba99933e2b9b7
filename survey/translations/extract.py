"""Every string that a respondent can see, in one catalogue: templates, Python, questionnaires.

Templates and Python are read by Babel's extraction; questionnaires and supports give their
``Text`` objects. A ``Text`` becomes ``msgctxt`` and ``msgid``; a template's string has no context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from babel.messages import extract as babel
from babel.messages.catalog import Catalog
from jinja2.ext import babel_extract

from survey import kept
from survey.collect.errors import TROUBLES
from survey.config import Force
from survey.definition.load import load_all
from survey.definition.messages import catalogue as questionnaire_texts
from survey.definition.model import Questionnaire, Text
from survey.definition.reference import Support, load_reference
from survey.i18n import FORCE
from survey.paths import PACKAGE, TEMPLATES

TEMPLATE_FOLDERS = ("collect", "components", "errors")
PYTHON_FOLDERS = ("collect", "forms")

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "_say": None,
    "say": None,
    "ngettext": (1, 2),
    "Text": ((1, "c"), 2),
}
"""Names of functions whose literal arguments are seen by respondents."""

Found = tuple[str | None, str | tuple[str, ...], str]
"""Context or None, the English wording (one, or singular and plural), the file it is in."""


def template() -> Catalog:
    """The catalogue of all strings, in a fixed order, with no translation and no date."""
    book = Catalog(project="Heard", charset="utf-8", fuzzy=False)
    for context, wording, place in chain(_templates(), _python(), _texts()):
        book.add(wording, context=context, locations=[(place, 0)] if place else ())
    return book


def texts(
    questionnaires: Iterable[Questionnaire], supports: dict[str, Support]
) -> tuple[Text, ...]:
    """Every ``Text`` of questionnaires, supports, error pages and the list of what is kept, and the
    force's usual name."""
    errors = [text for one in TROUBLES.values() for text in (one.title, *one.sentences)]
    name = Text(FORCE, Force().name)
    return (*errors, name, *kept.texts(), *questionnaire_texts(questionnaires, supports))


def _templates() -> Iterator[Found]:
    for folder in TEMPLATE_FOLDERS:
        for path in sorted((TEMPLATES / folder).rglob("*.html")):
            place = f"templates/{path.relative_to(TEMPLATES).as_posix()}"
            yield from _read(babel_extract, path, place, {"silent": "false"})


def _python() -> Iterator[Found]:
    for folder in PYTHON_FOLDERS:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            place = f"survey/{path.relative_to(PACKAGE).as_posix()}"
            yield from _read("python", path, place, {})


def _read(
    method: str | Callable[..., Any], path: Path, place: str, options: dict[str, str]
) -> Iterator[Found]:
    with path.open("rb") as file:
        for _, wording, _, context in babel.extract(method, file, KEYWORDS, options=options):
            yield context, wording, place


def _texts() -> Iterator[Found]:
    for text in _shipped():
        yield text.context, text.source, ""


@cache
def _shipped() -> tuple[Text, ...]:
    reference = load_reference()
    questionnaires = load_all(reference=reference)
    return texts(questionnaires.values(), dict(reference.supports))
