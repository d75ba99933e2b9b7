"""Sentiment of an answer towards the service: negative, neutral or positive."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from analysis.coding.frame import Frame
from analysis.coding.result import SentimentLabel

LABELS: tuple[SentimentLabel, ...] = ("negative", "neutral", "positive")


def from_chances(chances: Any) -> SentimentLabel:
    """The likeliest of the three classes; *chances* has shape (3,)."""
    return LABELS[int(chances.argmax())]


def from_hits(codes: Collection[str], frame: Frame, polarity: float) -> SentimentLabel:
    """The sentiment that the codes imply; TextBlob's polarity decides only where none is given."""
    good = sum(frame[code].kind == "good" for code in codes)
    concerns = sum(frame[code].kind == "concern" for code in codes)
    if good and concerns:
        return "neutral" if abs(good - concerns) <= 1 else "negative"
    if good:
        return "positive"
    if concerns or "urgent" in codes:
        return "negative"
    if polarity >= 0.4:
        return "positive"
    return "negative" if polarity <= -0.25 else "neutral"


def contradicts(label: str, polarity: float) -> bool:
    """Whether TextBlob says clearly the opposite: a reason for a person to look."""
    return (label == "negative" and polarity >= 0.4) or (label == "positive" and polarity <= -0.2)
