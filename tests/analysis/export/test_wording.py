"""Labels in another language: only where the English wording is the one that was asked."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from analysis.export.wording import ENGLISH, Wording, in_words, translated


def document(yes: str = "Yes", question: str = "Told?", other: str = "Yes") -> dict[str, Any]:
    def book(label: str, option: str) -> dict[str, Any]:
        told = {
            "code": "told", "kind": "single", "label": label, "lead": "First.", "hint": "",
            "options": [{"code": "yes", "label": option}],
        }  # fmt: skip
        return {"title": "Parents", "version": "v", "variables": [told]}

    books = {"parent": book(question, yes), "carer": book(question, other)}
    return {"format": "heard-codebook-1", "questionnaires": books}


@pytest.fixture
def german() -> Wording:
    other = document("Ja", "Gesagt?", "Jawohl")
    return translated(document(), other, language="de", name="Deutsch", direction="ltr", draft=True)


def test_a_label_is_found_by_its_place(german: Wording) -> None:
    assert german.say("Yes", "parent", "told", "yes") == "Ja"
    assert german.say("Yes", "carer", "told", "yes") == "Jawohl"
    assert german.say("Told?", "parent", "told") == "Gesagt?"


def test_families_speak_as_parents_do(german: Wording) -> None:
    assert german.say("Yes", "families", "told", "yes") == "Ja"


def test_another_english_wording_is_not_translated(german: Wording) -> None:
    assert german.say("Yes, it was", "parent", "told", "yes") == "Yes, it was"


def test_without_a_place_only_what_has_one_translation_is_translated(german: Wording) -> None:
    assert german.say("Told?") == "Gesagt?"
    assert german.say("Yes") == "Yes"


def test_a_whole_codebook_is_translated_and_the_first_is_left_as_it_was(german: Wording) -> None:
    first = document()
    before = copy.deepcopy(first)
    told = in_words(first, german)["questionnaires"]["carer"]["variables"][0]
    assert (told["label"], told["options"][0]["label"]) == ("Gesagt?", "Jawohl")
    assert first == before
    assert in_words(first, ENGLISH) == before
