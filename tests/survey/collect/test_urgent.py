"""Texts that read as if somebody is in danger now. All sentences here are invented."""

from __future__ import annotations

import pytest

from survey.collect.urgent import expression, found, normal, rules, supports
from survey.definition.reference import load_reference

DANGER = {
    "missing_now": [
        "He's still not back and it's dark.",
        "She hasn\u2019t come home since yesterday!!",
        "my daughter is missing right now, I dont know what to do",
        "WE DON'T KNOW WHERE HE IS",
        "They left on Friday and have not been seen since",
        "Please can someone call me",
        "She left a note on my pillow saying sorry",
    ],
    "own_life": [
        "I don't want to be here any more.",
        "some days i want to die",
        "I think everyone would be better off without me",
        "I can't go on like this",
        "have been self-harming since he went",
        "there is no point in living",
    ],
    "childs_life": [
        "She says she wants to die",
        "He tried to kill himself last week",
        "my son keeps cutting himself",
    ],
    "violence": [
        "My husband hits me when I call the police",
        "they know our address and they will come back",
        "I am scared of him",
        "he carries a knife now",
        "He said he'd kill us both",
        "I do not know who is safe to tell",
    ],
    "abuse": [
        "I think she is being groomed",
        "the man gives her lifts and money",
        "A worker comes into her room at night",
        "He was made to sell for them, county lines they call it",
        "an officer keeps messaging my daughter",
    ],
    "young": ["I'm 15 and I live in the home"],
    "arabic": ["ابني ما زال مفقودا", "أريد أن أموت"],
}

CALM = [
    "The officer was kind and rang back when she said she would.",
    "We waited four hours on the phone. Nobody knew the reference number.",
    "It took two days before anyone came to see us.",
    "He came home by himself the next morning and was fine.",
    "The school told me to wait, so I waited.",
    "Handover between shifts is poor and the system is slow.",
    "I was told to call 101 and then told to call the council.",
    "They treated us like criminals.",
    "هذا كان صعبا علينا",
    "",
    "   \n  ...",
]


@pytest.mark.parametrize(
    ("key", "text"), [(key, text) for key, texts in DANGER.items() for text in texts]
)
def test_it_is_seen_when_somebody_may_be_in_danger(key: str, text: str) -> None:
    assert key in [danger.key for danger in found([text])]


@pytest.mark.parametrize("text", CALM)
def test_what_is_calm_is_left_alone(text: str) -> None:
    assert found([text]) == ()


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u2018", "`", ""])
def test_it_does_not_depend_on_how_an_apostrophe_is_typed(apostrophe: str) -> None:
    assert found([f"I don{apostrophe}t want to be here any more"])


def test_a_pattern_does_not_reach_across_sentences() -> None:
    assert not found(["I was still at work. Missing people rang me."])


def test_an_unless_word_before_a_match_takes_it_away() -> None:
    assert found(["i would like to die"])
    assert not found(["i never like to die"])


def test_the_most_urgent_number_always_comes_first_and_every_number_exists() -> None:
    known = load_reference().supports
    for danger in rules():
        shown = supports([danger])
        assert shown[0] == "emergency"
        assert set(shown) <= set(known)
    assert len(supports(rules())) == len(set(supports(rules())))


def test_the_small_language_of_patterns() -> None:
    assert expression("a b") == r"a b(?!\w)"
    assert expression("cut* ?my (self|selves)") == r"cut\w*(?: my)? (?:self|selves)(?!\w)"
    assert expression("still ... gone") == r"still(?: \w+){0,3} gone(?!\w)"
    assert normal("  Don\u2019t—STOP ") == "dont stop"


@pytest.mark.parametrize(
    "hostile",
    [
        "still " * 400, "is is not not " * 150, "he said " * 250, "a " * 1000, "x" * 2000,
        "they will come " * 130, "i i i i going to " * 120, "ن " * 1000, "'" * 2000,
    ],
)  # fmt: skip
def test_no_text_makes_the_rules_search_for_ever(hostile: str) -> None:
    assert isinstance(found([hostile] * 3), tuple)
