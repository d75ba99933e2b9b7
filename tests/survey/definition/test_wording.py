"""Every visible string is plain, kind, and says nothing that only a list may say."""

from __future__ import annotations

import re

import pytest
import textstat

from survey.definition.messages import texts
from survey.definition.model import Questionnaire
from tests.survey.definition.walks import INSTRUMENT

SCHOOL_STARTS_AT = 5
"""A readability grade plus this is an age."""


def sentences(questionnaire: Questionnaire) -> list[str]:
    """What is read as sentences: everything visible of at least four words, closed by a stop."""
    filled = (text.source.replace("{force}", "the police") for text in texts(questionnaire))
    return [
        words if words[-1] in ".?!" else f"{words}." for words in filled if len(words.split()) > 3
    ]


def age(words: str) -> float:
    """Reading age by the Automated Readability Index (Senter and Smith 1967), which needs no
    list of syllables."""
    return float(textstat.automated_readability_index(words)) + SCHOOL_STARTS_AT


@pytest.mark.parametrize("key", INSTRUMENT)
def test_a_child_of_nine_could_read_the_questionnaire(key: str) -> None:
    read = age(" ".join(sentences(INSTRUMENT[key])))
    print(f"reading age of {key}: {read:.1f}")
    assert read <= 9.5


@pytest.mark.parametrize("key", INSTRUMENT)
def test_sentences_are_short(key: str) -> None:
    for words in sentences(INSTRUMENT[key]):
        for sentence in re.split(r"(?<=[.?!:]) ", words):
            assert len(sentence.split()) <= 22, sentence


@pytest.mark.parametrize("key", INSTRUMENT)
def test_no_text_cheers_pleads_or_blames(key: str) -> None:
    unkind = re.compile(r"!|\bsimply\b|\bplease note\b|\bvaluable\b|^Why\b|\bfailed?\b", re.I)
    for text in texts(INSTRUMENT[key]):
        assert not unkind.search(text.source), text


@pytest.mark.parametrize("key", INSTRUMENT)
def test_no_telephone_number_is_typed_outside_the_list_of_supports(key: str) -> None:
    reported_by = re.compile(r"^By calling (999|101)$")
    for text in texts(INSTRUMENT[key]):
        if not reported_by.match(text.source):
            assert not re.search(r"\b(999|101|116)\b|\d{4}", text.source), text


@pytest.mark.parametrize("key", INSTRUMENT)
def test_the_forces_name_stands_inside_a_sentence_never_at_its_head(key: str) -> None:
    for text in texts(INSTRUMENT[key]):
        assert not text.source.startswith("{force}")


def test_the_trust_items_say_the_forces_name() -> None:
    (question,) = INSTRUMENT["parent"].page("trust").questions
    assert all("{force}" in item.text.source for item in question.items)
