"""What a respondent reads when an answer cannot be taken. An empty answer is never an error."""

from __future__ import annotations

from wtforms import Field
from wtforms.validators import ValidationError

from survey.definition.model import Text

NOT_OFFERED = Text("form error", "Choose one of the answers on this page, or skip this question.")
ALONE = Text(
    "form error: {answer} is an answer such as Prefer not to say",
    "“{answer}” only goes on its own. Choose it alone, or take it away.",
)
TOO_LONG = Text(
    "form error: {over} and {most} are numbers",
    "Your text is {over} characters too long. You can write up to {most}. Nothing is lost: make it"
    " shorter, then go on.",
)

ALL = (NOT_OFFERED, ALONE, TOO_LONG)
"""Every message, for the translators' catalogue."""


def refused(field: Field, message: Text, **fill: str) -> ValidationError:
    """The error to raise: the message in the form's language, its placeholders filled."""
    words = said(field, message)
    for name, value in fill.items():
        words = words.replace(f"{{{name}}}", value)
    return ValidationError(words)


def said(field: Field, text: Text) -> str:
    """A text in the language of the form (its ``Meta.get_translations``; else English)."""
    translate = getattr(field._translations, "pgettext", None)
    return str(translate(text.context, text.source)) if translate else text.source
