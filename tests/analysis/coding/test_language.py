"""Answers in other languages are noticed; English of every kind is not taken for foreign."""

from __future__ import annotations

import pytest

from analysis.coding.language import other_language
from analysis.coding.train import bank_files, read_labelled
from analysis.coding.training_run import LABELLED


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mój syn nie wrócił do domu i policja nie przyjechała przez cały dzień.", "Polish"),
        ("La policía no hizo nada y nadie nos llamó por la noche.", "Spanish"),
        ("A polícia não fez nada e ninguém me ligou, foi muito mau.", "Portuguese"),
        ("K\u0131z\u0131m eve gelmedi ve polis hiç gelmedi, çok korktum.", "Turkish"),
        ("Poliția nu a venit și nimeni nu mi-a spus nimic despre fiul meu.", "Romanian"),
        ("La police n'est pas venue et personne ne nous a rien dit.", "French"),
        ("আমার ছেলে বাড়ি ফেরেনি", "another script"),
        ("ابنتي لم تعد إلى البيت", "another script"),
        ("Моя донька не повернулася додому", "another script"),
        ("Wiilkaygu guriga ma uu soo noqon markii aan booliiska la hadlay", "Somali"),
    ],
)
def test_another_language_is_named(text: str, language: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "52 minutes on 101 then cut off",
        "They use Google translate, mi hija was crying and no one spoke Spanish to her",
        "Aye they were sound, couldnae fault them",
        "police no come, i wait all night my son, nobody say nothing",
        "good ✅ 👍🏽",
        "Ngozi rang, then Siân, then Łukasz",
    ],
)
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert other_language(text) == ""


def test_none_of_the_labelled_answers_or_examples_is_taken_for_another_language() -> None:
    answers = read_labelled([LABELLED, *bank_files()])
    wrong = [a.id for a in answers if other_language(a.text)]
    assert len(wrong) <= len(answers) // 500, wrong
