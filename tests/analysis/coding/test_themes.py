"""What no code covers becomes a list of prompts to read, with how far each can be trusted."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import themes
from analysis.dataset import Comment

FILLER = [
    "they",
    "then",
    "said",
    "that",
    "about",
    "every",
    "other",
    "thing",
    "when",
    "home",
    "went",
    "back",
    "more",
    "over",
    "again",
]
TOPICS = {
    "dogs": ["dog", "kennel", "handler", "barking", "lead", "search"],
    "buses": ["bus", "driver", "depot", "ticket", "route", "camera"],
    "forms": ["form", "leaflet", "paper", "print", "letter", "post"],
    "food": ["food", "hungry", "meal", "kitchen", "plate", "cold"],
}


def comments(each: int, seed: int = 1) -> list[Comment]:
    draw = random.Random(seed)
    found = []
    for topic, own in TOPICS.items():
        for n in range(each):
            text = " ".join([*draw.sample(own, 4), *draw.sample(FILLER, 5)])
            found.append(Comment(f"{topic}{n}", f"{topic}{n}", "parent", "else", text))
    return found


def test_keyness_equals_the_paper_s_formula_worked_by_hand() -> None:
    """Monroe, Colaresi & Quinn (2008), equations 15, 19, 20 and 22, prior: counts of both together.

    dog: 6 of 10 words here, 2 of 20 there; prior 8 of 30. Log odds with the prior
    ln(14 / 26) and ln(10 / 40); variance 1/14 + 1/10.
    """
    here = ["dog " * 6 + "cat " * 4]
    there = ["dog " * 2 + "cat " * 18]
    found = dict(themes.keyness(here, there))
    by_hand = (math.log(14 / 26) - math.log(10 / 40)) / math.sqrt(1 / 14 + 1 / 10)
    assert found == {"dog": pytest.approx(by_hand)}


def test_a_word_used_twice_is_too_rare_to_speak_of() -> None:
    assert themes.keyness(["kennel kennel dog dog dog"], ["cat " * 20])[0][0] == "dog"


@given(st.lists(st.sampled_from(["dog cat", "cat cat dog", "bird"]), max_size=8))
def test_alike_texts_have_no_typical_words(texts: list[str]) -> None:
    assert themes.keyness(texts, texts) == ()


def test_words_of_the_uncoded_come_first() -> None:
    every = comments(20)
    codings = {c.id: ["blamed"] for c in every if not c.id.startswith("dogs")}
    found = themes.find(every, codings)
    assert found.uncoded == 20
    assert {word for word, _ in found.words[:6]} == set(TOPICS["dogs"])


def test_under_300_uncoded_answers_there_are_words_and_no_groups() -> None:
    found = themes.find(comments(74), {})
    assert found.uncoded == 296
    assert found.groups == ()
    assert "Fewer than 300" in found.notes[0]


@pytest.fixture(scope="module")
def grouped() -> themes.Themes:
    every = comments(85)
    named = Comment("n", "n", "parent", "else", "dog kennel handler, ring Keira on 07700 900412")
    return themes.find([*every, named], {})


def test_groups_are_the_topics_that_people_wrote_about(grouped: themes.Themes) -> None:
    assert len(grouped.groups) >= 4
    for own in TOPICS.values():
        assert any(len(set(own) & set(group.words)) >= 4 for group in grouped.groups[:5])


def test_every_group_has_twenty_examples_and_a_stability(grouped: themes.Themes) -> None:
    for group in grouped.groups:
        assert len(group.words) == 10
        assert 0 < len(group.examples) <= themes.EXAMPLES
        assert len(group.ids) == len(group.examples)
        assert 0 <= group.stability <= 1
    assert len(grouped.groups[0].examples) == 20


def test_a_real_topic_is_more_stable_than_noise() -> None:
    draw = random.Random(3)
    words = [f"w{a}{b}" for a in "abcdefgh" for b in "ijklmnop"]
    noise = [
        Comment(str(n), str(n), "parent", "else", " ".join(draw.sample(words, 8)))
        for n in range(320)
    ]
    topics = max(group.stability for group in themes.find(comments(80), {}).groups)
    assert topics > 0.6
    assert sum(g.stability for g in themes.find(noise, {}).groups) / 5 < topics - 0.15


def test_the_examples_are_redacted(grouped: themes.Themes) -> None:
    shown = " ".join(example for group in grouped.groups for example in group.examples)
    assert "07700" not in shown
    assert "Keira" not in shown


def test_the_same_seed_gives_the_same_groups() -> None:
    every = comments(80)
    assert themes.find(every, {}, seed=5) == themes.find(every, {}, seed=5)
