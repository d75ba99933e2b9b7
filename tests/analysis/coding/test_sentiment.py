"""Three classes; TextBlob only decides where no code says anything, and is watched."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.coding.frame import shipped
from analysis.coding.sentiment import contradicts, from_chances, from_hits


@pytest.mark.parametrize(
    ("codes", "polarity", "label"),
    [
        (["blamed"], 0.9, "negative"),
        (["good_contact"], -0.9, "positive"),
        (["good_contact", "blamed"], 0.0, "neutral"),
        (["good_contact", "blamed", "not_listened_to", "slow_or_no_action"], 0.0, "negative"),
        (["urgent"], 0.0, "negative"),
        ([], 0.5, "positive"),
        ([], -0.5, "negative"),
        ([], 0.0, "neutral"),
    ],
)
def test_codes_imply_a_sentiment(codes: list[str], polarity: float, label: str) -> None:
    assert from_hits(codes, shipped(), polarity) == label


def test_the_likeliest_class_is_chosen() -> None:
    assert from_chances(np.array([0.2, 0.5, 0.3])) == "neutral"


def test_a_clear_contradiction_is_a_reason_to_look() -> None:
    assert contradicts("negative", 0.62)
    assert contradicts("positive", -0.3)
    assert not contradicts("neutral", 0.9)
    assert not contradicts("negative", 0.1)
