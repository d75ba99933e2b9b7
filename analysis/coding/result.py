"""What the coder gives back: plain frozen objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

SentimentLabel = Literal["negative", "neutral", "positive"]


class Answer(Protocol):
    """What the coder reads of a comment (``analysis.dataset.Comment`` fits)."""

    @property
    def id(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that gave a code. ``start``, ``end``: characters, end exclusive.

    ``rule``: the lexicon rule (``code.name``), or ``model`` for the trained weights.
    """

    start: int
    end: int
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class CodeHit:
    """One code given: its score between 0 and 1, and the words behind it."""

    code: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One of TextBlob's scored word groups: the words, polarity, subjectivity."""

    words: str
    polarity: float
    subjectivity: float


@dataclass(frozen=True, slots=True)
class Coded:
    """Everything the machine says about one answer.

    ``polarity`` (-1 to 1) and ``subjectivity`` (0 to 1) are TextBlob's, a secondary indicator
    that is never published; ``assessments`` are the words behind them. ``needs_person``: why a
    person should read it (see ``coder.REASONS``); empty when the machine is sure enough.
    ``scores``: every code of the frame with its score, also where it was not given.
    """

    id: str
    codes: tuple[CodeHit, ...]
    sentiment: SentimentLabel
    polarity: float
    subjectivity: float
    assessments: tuple[Assessment, ...]
    needs_person: tuple[str, ...]
    scores: Mapping[str, float] = field(default_factory=dict)
