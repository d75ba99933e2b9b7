"""The coder: answers in, codes with their words out. On this machine, with no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.coding import bulk, rules, sentiment
from analysis.coding import frame as frames
from analysis.coding.explain import Explainer, row_of
from analysis.coding.language import other_language
from analysis.coding.model import LinearModel, ModelError, decide
from analysis.coding.model import load as load_model
from analysis.coding.polarity import Said, polarity
from analysis.coding.result import Answer, Coded, CodeHit, Evidence, SentimentLabel

Progress = Callable[[int, int], None]
STARTER = Path(__file__).parent / "starter"
LEXICON_ONLY = Path("lexicon")
"""Pass this to :meth:`Coder.load` to code with the rules alone."""

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
_UNSURE = 1.0

Row = npt.NDArray[np.float64]


class Coder:
    """Gives codes, sentiment and reasons for a person to look.

    Codes that people have not yet audited are suggestions: publishing them is decided elsewhere
    (``analysis.coding.gates``), never here.
    """

    def __init__(
        self, lexicon: rules.Lexicon, frame: frames.Frame, model: LinearModel | None = None
    ) -> None:
        self.lexicon = lexicon
        self.frame = frame
        self.model = model
        self._explainer = Explainer(model) if model else None

    @classmethod
    def load(cls, path: Path | None = None) -> Coder:
        """The shipped coder, or the one that a team trained and keeps in the folder *path*.

        Raises :class:`analysis.coding.model.ModelError` when the folder holds no usable model.
        """
        lexicon, frame = rules.shipped(), frames.shipped()
        if path == LEXICON_ONLY or (path is None and not (STARTER / "model.json").exists()):
            return cls(lexicon, frame)
        return cls(lexicon, frame, load_model(path or STARTER, lexicon, frame.names))

    def code(self, comments: Iterable[Answer], progress: Progress | None = None) -> list[Coded]:
        """Code every comment, in order. *progress* is called with (done, total)."""
        return bulk.spread(self._batch, list(comments), progress)

    def codes(self, comments: Iterable[Answer]) -> list[tuple[str, ...]]:
        """Only the codes of every comment, in order: the fast way for large numbers."""
        return bulk.spread(self._codes, list(comments))

    def _codes(self, batch: Sequence[Answer]) -> list[tuple[str, ...]]:
        matches = self.lexicon.find_all([(a.text, a.question, a.audience) for a in batch])
        given = decide(self._chances(batch, matches)[0], self._thresholds())
        given |= rules.always(matches, self.frame.names)
        names = np.array(self.frame.names)
        return [
            () if other_language(answer.text) else tuple(names[row].tolist())
            for answer, row in zip(batch, given, strict=True)
        ]

    def _thresholds(self) -> Row:
        if self.model:
            return self.model.thresholds
        return np.full(len(self.frame.names), 0.5)

    def _chances(
        self, answers: Sequence[Answer], matches: Sequence[Sequence[rules.Match]]
    ) -> tuple[Row, Any]:
        """Scores of every code, shape (answers, codes), and the features behind them."""
        if self.model is None:
            return np.array([self._by_rules(found) for found in matches]), None
        rows = self.model.rows(answers, matches)
        return self.model.scores(rows), rows

    def _by_rules(self, matches: Sequence[rules.Match]) -> list[float]:
        strong = {m.code for m in matches if m.strong}
        seen: dict[str, set[str]] = {}
        for match in matches:
            seen.setdefault(match.code, set()).add(match.rule)
        weak = {code for code, names in seen.items() if len(names) > 1}
        return [_STRONG if c in strong else _WEAK if c in weak else 0.0 for c in self.frame.names]

    def _batch(self, answers: Sequence[Answer]) -> list[Coded]:
        matches = self.lexicon.find_all([(a.text, a.question, a.audience) for a in answers])
        chances, rows = self._chances(answers, matches)
        given = decide(chances, self._thresholds())
        unsure = (given & (chances < self._thresholds())).any(axis=1)
        unsure |= np.array([uncertainty(row) > _UNSURE for row in chances])
        given |= rules.always(matches, self.frame.names)
        said = [polarity(answer.text) for answer in answers]
        feelings = None
        if self.model:
            feelings = self.model.sentiment(rows, np.array([s[:2] for s in said]))
        coded: list[Coded] = []
        for n, answer in enumerate(answers):
            foreign = other_language(answer.text)
            row = None if rows is None else row_of(rows.whole, n)
            hits = () if foreign else self._hits(answer, given[n], chances[n], matches[n], row)
            feeling = None if feelings is None else feelings[n]
            label = self._feeling(hits, said[n], feeling)
            doubt = sentiment.contradicts(label, said[n][0])
            reasons = self._reasons(answer, hits, bool(unsure[n]), doubt)
            scores = dict(zip(self.frame.names, chances[n].tolist(), strict=True))
            coded.append(
                Coded(
                    id=answer.id,
                    codes=hits,
                    sentiment=label,
                    polarity=said[n][0],
                    subjectivity=said[n][1],
                    assessments=said[n][2],
                    needs_person=("language",) if foreign else reasons,
                    scores={} if foreign else scores,
                )
            )
        return coded

    def _feeling(self, hits: Sequence[CodeHit], said: Said, feeling: Row | None) -> SentimentLabel:
        if feeling is None:
            return sentiment.from_hits([hit.code for hit in hits], self.frame, said[0])
        return sentiment.from_chances(feeling)

    def _hits(
        self, answer: Answer, given: Any, chances: Row, matches: Sequence[rules.Match], row: Any
    ) -> tuple[CodeHit, ...]:
        hits: list[CodeHit] = []
        for k in np.flatnonzero(given):
            code = self.frame.names[k]
            found = tuple(
                Evidence(m.start, m.end, answer.text[m.start : m.end], m.rule)
                for m in matches
                if m.code == code
            )
            if not found and self._explainer:
                found = self._explainer.explain(answer.text, row, int(k))
            hits.append(CodeHit(code, float(chances[k]), found))
        return tuple(hits)

    def _reasons(
        self, answer: Answer, hits: Sequence[CodeHit], unsure: bool, contradiction: bool
    ) -> tuple[str, ...]:
        codes = {hit.code for hit in hits}
        tests = {
            "urgent": "urgent" in codes,
            "serious": bool(codes & set(self.frame.serious)),
            "unsure": unsure,
            "no_code": not hits and len(answer.text.split()) >= _LONG,
            "contradiction": contradiction,
        }
        return tuple(reason for reason, true in tests.items() if true)


def uncertainty(chances: Row) -> float:
    """How many of an answer's codes the machine expects to have wrong (0: none in doubt)."""
    return float(np.minimum(chances, 1 - chances).sum())


__all__ = ["LEXICON_ONLY", "REASONS", "STARTER", "Coder", "ModelError", "uncertainty"]
