"""What the trained model sees of an answer: words, pieces of words, word classes, rules, context.

Four blocks side by side, each scaled to length one:

* words and pairs of words;
* pieces of words of three to five letters (what survives a misspelling or an ending);
* word classes (``concepts.toml``) and ordered pairs of them within a sentence, so that "the
  constable never turned up" and "no officer came" meet in the same features;
* the lexicon's rules, and the question and audience.

Transformers follow scikit-learn: input a list of answers, output a sparse matrix of shape
(answers, features).
"""

from __future__ import annotations

import functools
import itertools
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.coding import text as texts
from analysis.coding.result import Answer
from analysis.coding.rules import Lexicon, Match

QUESTIONS = (
    "before",
    "contact",
    "response",
    "across",
    "after",
    "change",
    "else",
    "harder",
    "joint",
    "works",
)
AUDIENCES = ("parent", "carer", "staff")
BLOCKS = ("words", "pieces", "concepts", "rules", "context")
WEIGHTS = {"words": 1.0, "pieces": 1.0, "concepts": 1.0, "rules": 1.0, "context": 0.7}
_CONCEPTS = Path(__file__).parent / "concepts.toml"
_CACHE = 50_000
_NEAR = 6


def word_features(text: str) -> list[str]:
    """Words and pairs of neighbouring words of a text, folded."""
    words = texts.words_of(text)
    return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]


@functools.lru_cache(_CACHE)
def _pieces(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[i : i + n] for n in (3, 4, 5) for i in range(max(1, len(padded) - n + 1)))


def piece_features(text: str) -> list[str]:
    """Runs of three to five characters inside the words of a text, folded."""
    found: list[str] = []
    for word in texts.words_of(text):
        found.extend(_pieces(word))
    return found


class _Concepts:
    """The word classes, and which of them a word belongs to."""

    def __init__(self, path: Path = _CONCEPTS) -> None:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        self._exact: dict[str, set[str]] = {}
        self._begins: dict[str, list[tuple[str, str]]] = {}
        for name, line in document.items():
            for word in str(line).split():
                if word.endswith("*"):
                    self._begins.setdefault(word[:2], []).append((word[:-1], name))
                else:
                    self._exact.setdefault(word, set()).add(name)
        self.of = functools.lru_cache(_CACHE)(self._of)

    def _of(self, word: str) -> tuple[str, ...]:
        found: set[str] = set()
        for form in {word, word.replace("'", ""), *word.split("'")}:
            found |= self._exact.get(form, set())
            found |= {n for stem, n in self._begins.get(form[:2], ()) if form.startswith(stem)}
        return tuple(sorted(found))


@functools.cache
def _concepts() -> _Concepts:
    return _Concepts()


def concepts_of(word: str) -> tuple[str, ...]:
    """The word classes of one folded word."""
    return _concepts().of(word)


def concept_features(text: str) -> list[str]:
    """The word classes of a text, and ordered pairs of them within six words of a sentence."""
    of = _concepts().of
    folded = texts.fold(text)
    found: set[str] = set()
    for start, end in texts.sentences(folded):
        held = [(n, of(word)) for n, word in enumerate(texts.words(folded[start:end]))]
        held = [(n, classes) for n, classes in held if classes]
        for at, (n, classes) in enumerate(held):
            found.update(classes)
            for later, others in held[at + 1 : at + 5]:
                if later - n <= _NEAR:
                    found.update(f"{a}>{b}" for a in classes for b in others if a != b)
    return list(found)


ANALYZERS: dict[str, Callable[[str], list[str]]] = {
    "words": word_features,
    "pieces": piece_features,
    "concepts": concept_features,
}
MIN_ANSWERS = {"words": 2, "pieces": 4, "concepts": 4}


def vectorizer(block: str, **options: Any) -> TfidfVectorizer:
    """An unfitted TF-IDF vectorizer of one text block (scikit-learn)."""
    return TfidfVectorizer(
        analyzer=ANALYZERS[block], sublinear_tf=True, dtype=np.float32, **options
    )


class RuleFeatures:
    """The lexicon as features: one per rule, and per code "a strong rule" and "any rule".

    ``names_`` are the columns. The lexicon is data, so there is nothing to fit.
    """

    def __init__(self, lexicon: Lexicon, codes: Sequence[str]) -> None:
        self.lexicon = lexicon
        self.codes = tuple(codes)
        labels = sorted({rule.label for rule in lexicon.rules})
        self.names_ = [*labels, *(f"{c}!" for c in codes), *(f"{c}?" for c in codes)]
        self._column = {name: n for n, name in enumerate(self.names_)}

    def of_matches(self, matches: Sequence[Sequence[Match]]) -> sparse.csr_matrix:
        """Columns for answers whose matches are known, shape (answers, len(names_))."""
        rows: list[int] = []
        columns: list[int] = []
        for row, found in enumerate(matches):
            here = {self._column[m.rule] for m in found if m.rule in self._column}
            here |= {self._column[f"{m.code}!"] for m in found if m.strong}
            here |= {self._column[f"{m.code}?"] for m in found}
            columns.extend(here)
            rows.extend([row] * len(here))
        ones = np.ones(len(rows), dtype=np.float32)
        return sparse.csr_matrix((ones, (rows, columns)), shape=(len(matches), len(self.names_)))


CONTEXT_NAMES = tuple(f"question={q}" for q in QUESTIONS) + tuple(f"by={a}" for a in AUDIENCES)


def context_features(answers: Sequence[Answer], *, blind: bool = False) -> sparse.csr_matrix:
    """Question and audience, one column each; *blind* answers as if all came under ``else``."""
    rows: list[int] = []
    columns: list[int] = []
    for row, answer in enumerate(answers):
        question = "else" if blind or answer.question not in QUESTIONS else answer.question
        columns.append(QUESTIONS.index(question))
        rows.append(row)
        if answer.audience in AUDIENCES:
            columns.append(len(QUESTIONS) + AUDIENCES.index(answer.audience))
            rows.append(row)
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(answers), len(CONTEXT_NAMES)))
