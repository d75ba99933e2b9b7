"""One builder per question type: from a question to the fields of a form.

A field holds what was chosen, not what is kept: a borough's own code, not its unit's. Every
field may stay empty. What a field renders is the templates' affair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wtforms import Field
from wtforms.fields.core import UnboundField

from survey.definition.model import Kind, Option, Question
from survey.forms.cleaning import clean
from survey.forms.errors import ALONE, NOT_OFFERED, TOO_LONG, refused, said

Fields = dict[str, UnboundField]
"""Variable code -> its field."""


class OneField(Field):  # type: ignore[misc]
    """At most one of the options (radio buttons, a select). ``data`` is a code or ``""``."""

    data: str

    def __init__(self, label: str, *, question: Question, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.question = question

    def process_data(self, value: object) -> None:
        """Take over a kept answer; one that is coarser than the options shows as unanswered."""
        self.data = value if isinstance(value, str) and value in self.question.by_code else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take over what was sent; more than one value cannot come from our pages."""
        self.data = valuelist[0] if len(set(valuelist)) == 1 else "?" if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Refuse what is not offered."""
        if self.data and self.data not in self.question.by_code:
            raise refused(self, NOT_OFFERED)


class ManyField(Field):  # type: ignore[misc]
    """Any of the options (checkboxes). ``data`` is a tuple of codes in the options' order."""

    data: tuple[str, ...]

    def __init__(self, label: str, *, question: Question, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.question = question
        self._unknown = False

    def process_data(self, value: object) -> None:
        """Take over a kept answer."""
        self._take(value if isinstance(value, tuple | list) else ())

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take over what was sent; a code sent twice counts once."""
        self._take([value for value in valuelist if value])
        self._unknown = not set(valuelist) <= {"", *self.data}

    def _take(self, values: Sequence[str]) -> None:
        self.data = tuple(code for code in self.question.by_code if code in values)

    def pre_validate(self, form: object) -> None:
        """Refuse what is not offered, and what only goes alone beside others."""
        if self._unknown:
            raise refused(self, NOT_OFFERED)
        chosen = [self.question.by_code[code] for code in self.data]
        alone = [option for option in chosen if option.exclusive]
        if alone and len(chosen) > 1:
            raise refused(self, ALONE, answer=self._label(alone[0]))

    def _label(self, option: Option) -> str:
        return said(self, option.label)


class WordsField(Field):  # type: ignore[misc]
    """An open answer. ``data`` is the cleaned text, ``""`` when nothing was written."""

    data: str

    def __init__(self, label: str, *, question: Question, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.question = question

    def process_data(self, value: object) -> None:
        """Take over a kept answer."""
        self.data = value if isinstance(value, str) else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Clean what was sent."""
        self.data = clean(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Refuse what is longer than the question allows, in characters after cleaning."""
        over = len(self.data) - self.question.max_length
        if over > 0:
            raise refused(self, TOO_LONG, over=f"{over:,}", most=f"{self.question.max_length:,}")


def _one(question: Question) -> Fields:
    (code,) = question.variable_codes
    return {code: UnboundField(OneField, question.text.source, question=question)}


def _many(question: Question) -> Fields:
    (code,) = question.variable_codes
    return {code: UnboundField(ManyField, question.text.source, question=question)}


def _words(question: Question) -> Fields:
    (code,) = question.variable_codes
    return {code: UnboundField(WordsField, question.text.source, question=question)}


def _set(question: Question) -> Fields:
    return {
        item.code: UnboundField(OneField, item.text.source, question=question)
        for item in question.items
    }


BUILDERS: dict[Kind, Callable[[Question], Fields]] = {
    Kind.SINGLE: _one,
    Kind.MULTI: _many,
    Kind.SELECT: _one,
    Kind.TEXT: _words,
    Kind.SET: _set,
}
"""Question type -> its builder. A new type is one function, one entry, one test."""
