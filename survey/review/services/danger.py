"""Whether words may say that somebody needs help now, by the rules that mark urgent comments.

The rules alone, without a model: quick enough for a flood. They know English; nothing found in
other words is no proof that nothing is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from analysis.coding.coder import LEXICON_ONLY, Coder
from analysis.dataset import Comment


@cache
def _rules() -> Coder:
    return Coder.load(LEXICON_ONLY)


def found(comments: Sequence[Comment]) -> list[bool]:
    """Whether each comment may need a human now, in order."""
    return ["urgent" in codes for codes in _rules().codes(comments)]


def in_any(questionnaire: str, texts: Mapping[str, str]) -> bool:
    """Whether any of one answer's words (question -> text) may need a human now."""
    return any(found([Comment("", "", questionnaire, name, text) for name, text in texts.items()]))
