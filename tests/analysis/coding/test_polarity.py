"""TextBlob's polarity works with no NLTK data, and is what TextBlob itself says."""

from __future__ import annotations

import pytest
from textblob import TextBlob

from analysis.coding.polarity import polarity


@pytest.mark.parametrize(
    "text",
    [
        "The officers didn't listen and my children weren't safe!",
        "She was lovely but the wait was unbearable.",
        "I wasn't believed",
        "",
        "so KIND :-) (!)",
    ],
)
def test_polarity_and_subjectivity_are_those_of_textblob(text: str) -> None:
    score, subjectivity, _ = polarity(text)
    assert (score, subjectivity) == pytest.approx(tuple(TextBlob(text).sentiment))


def test_the_words_behind_the_score_are_given() -> None:
    _, _, words = polarity("She was lovely but the wait was unbearable.")
    assert [(w.words, w.polarity) for w in words] == [("lovely", 0.5)]
