"""The coder: answers in, codes with their words out. On this machine, with no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from analysis.coding import frame as frames
from analysis.coding import rules, sentiment
from analysis.coding.language import other_language
from analysis.coding.polarity import polarity
from analysis.coding.result import Answer, Coded, CodeHit, Evidence

Progress = Callable[[int, int], None]

REASONS = {
    "language": "This answer does not seem to be in English: the machine does not guess.",
    "urgent": "It may say that somebody needs help now.",
    "serious": "It carries a rare but serious code, read by people whatever the count.",
    "unsure": "A code was close to being given, or only just given.",
    "no_code": "A long answer to which no code was given.",
    "contradiction": "The word-list polarity and the sentiment contradict each other.",
}
"""Why a person should read an answer: the values of ``Coded.needs_person``."""

_STRONG, _WEAK = 0.8, 0.55
_LONG = 25


class Coder:
    """Gives codes, sentiment and reasons for a person to look.

    Codes that people have not yet audited are suggestions: publishing them is decided elsewhere
    (``analysis.coding.gates``), never here.
    """

    def __init__(self, lexicon: rules.Lexicon, frame: frames.Frame) -> None:
        self.lexicon = lexicon
        self.frame = frame

    @classmethod
    def load(cls, path: Path | None = None) -> Coder:
        """The shipped coder, or the one trained by a team and kept in *path*."""
        return cls(rules.shipped(), frames.shipped())

    def code(self, comments: Iterable[Answer], progress: Progress | None = None) -> list[Coded]:
        """Code every comment, in order. *progress* is called with (done, total)."""
        answers: Sequence[Answer] = list(comments)
        coded: list[Coded] = []
        for done, answer in enumerate(answers, start=1):
            coded.append(self._one(answer))
            if progress and (done % 50 == 0 or done == len(answers)):
                progress(done, len(answers))
        return coded

    def _one(self, answer: Answer) -> Coded:
        score, subjectivity, assessments = polarity(answer.text)
        foreign = other_language(answer.text)
        hits = () if foreign else self._hits(answer)
        label = sentiment.from_hits([hit.code for hit in hits], self.frame, score)
        return Coded(
            id=answer.id,
            codes=hits,
            sentiment=label,
            polarity=score,
            subjectivity=subjectivity,
            assessments=assessments,
            needs_person=self._reasons(answer, hits, label, score, foreign),
        )

    def _hits(self, answer: Answer) -> tuple[CodeHit, ...]:
        by_code: dict[str, list[rules.Match]] = {}
        for match in self.lexicon.find(answer.text, answer.question, answer.audience):
            by_code.setdefault(match.code, []).append(match)
        hits: list[CodeHit] = []
        for code in self.frame.names:
            matches = by_code.get(code, [])
            strong = any(m.strong for m in matches)
            if strong or len({m.rule for m in matches}) > 1:
                found = tuple(
                    Evidence(m.start, m.end, answer.text[m.start : m.end], m.rule) for m in matches
                )
                hits.append(CodeHit(code, _STRONG if strong else _WEAK, found))
        return tuple(hits)

    def _reasons(
        self, answer: Answer, hits: Sequence[CodeHit], label: str, score: float, foreign: str
    ) -> tuple[str, ...]:
        if foreign:
            return ("language",)
        codes = {hit.code for hit in hits}
        tests = {
            "urgent": "urgent" in codes,
            "serious": bool(codes & set(self.frame.serious)),
            "unsure": any(hit.score < _STRONG for hit in hits),
            "no_code": not hits and len(answer.text.split()) >= _LONG,
            "contradiction": sentiment.contradicts(label, score),
        }
        return tuple(reason for reason, true in tests.items() if true)
