"""Words that may need a human now are found by rules, in any of an answer's comments."""

from __future__ import annotations

from survey.review.services import danger

CALM = "They were quick and polite."
BAD = "Please help, he is hurting me and I want to kill myself tonight."


def test_danger_in_any_comment_of_an_answer_is_enough() -> None:
    assert danger.in_any("parent", {"contact": CALM, "else": BAD})
    assert not danger.in_any("parent", {"contact": CALM, "else": CALM})


def test_an_answer_without_words_is_no_danger() -> None:
    assert not danger.in_any("parent", {})
