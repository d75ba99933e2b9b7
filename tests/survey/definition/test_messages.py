"""The translators' list holds every visible text once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from survey.definition.messages import catalogue, texts
from survey.definition.model import Text
from survey.definition.reference import load_reference
from tests.survey.definition.walks import FEATURES, INSTRUMENT

SUPPORTS = load_reference().supports


def every_text_in(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from every_text_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from every_text_in(part)


def test_no_text_of_a_questionnaire_is_forgotten() -> None:
    for questionnaire in (*INSTRUMENT.values(), FEATURES):
        assert set(every_text_in(questionnaire)) == set(texts(questionnaire))


def test_no_text_of_a_support_is_forgotten() -> None:
    found = set(catalogue([], SUPPORTS))
    assert found == {text for support in SUPPORTS.values() for text in every_text_in(support)}


def test_each_text_is_listed_once_and_shared_pages_count_once() -> None:
    alone = len(texts(INSTRUMENT["parent"])) + len(texts(INSTRUMENT["carer"]))
    together = catalogue([INSTRUMENT["parent"], INSTRUMENT["carer"]], {})
    assert len(together) == len(set(together)) < alone * 0.6


def test_a_context_never_stands_for_two_wordings_in_one_questionnaire() -> None:
    for questionnaire in INSTRUMENT.values():
        found: dict[str, str] = {}
        for text in texts(questionnaire):
            assert found.setdefault(text.context, text.source) == text.source
