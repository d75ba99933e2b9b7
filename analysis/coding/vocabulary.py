"""Texts as numbers, fast: words, pieces of words and word classes, weighted as TF-IDF.

The same features as scikit-learn's TfidfVectorizer would give with these analysers, but each
different word is taken apart once and remembered as the columns it fills, so that a text costs a
few dictionary look-ups a word. A text is encoded sentence by sentence: the whole is the sum of its
sentences, and both are wanted (``model``).
"""

from __future__ import annotations

import itertools
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.coding import concepts
from analysis.coding import text as texts

BLOCKS = ("words", "pieces", "concepts")
LEAST = {"words": 3, "pieces": 6, "concepts": 5}
"""In how many texts of the training set a feature must stand to be kept."""

_CACHE = 100_000
_RUNS = (3, 4, 5)
Columns = tuple[int, ...]


def piece_features(word: str) -> list[str]:
    """Runs of three to five characters of a word with a space before and after it."""
    padded = f" {word} "
    return [padded[i : i + n] for n in _RUNS for i in range(max(1, len(padded) - n + 1))]


def features_of(words: Sequence[str], block: str) -> Iterable[str]:
    """The features of one sentence in one block; a word class counts once."""
    if block == "words":
        return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]
    if block == "pieces":
        return [piece for word in words for piece in piece_features(word)]
    found = {name for word in words for name in concepts.concepts_of(word)}
    return found.union(*(concepts.pairs_of(a, b) for a, b in concepts.near(words)))


def sentence_words(text: str) -> list[tuple[int, list[str]]]:
    """Where each sentence begins, and its folded words; at least one sentence, perhaps empty."""
    folded = texts.fold(text)
    spans = texts.sentences(folded) or [(0, 0)]
    return [(start, texts.words(folded[start:end])) for start, end in spans]


@dataclass(frozen=True, slots=True)
class Encoded:
    """``whole``: (texts, features); ``parts``: (sentences, features).

    ``first``: the first sentence of each text, shape (texts,). ``begins``: for each text, the
    character at which each of its sentences begins.
    """

    whole: sparse.csr_matrix
    parts: sparse.csr_matrix
    first: npt.NDArray[np.int64]
    begins: list[list[int]]


class Vocabulary:
    """The text features of a model, in three blocks, each row of a block scaled to length one."""

    def __init__(self, names: Mapping[str, Sequence[str]], rarity: npt.NDArray[np.float32]) -> None:
        """*names*: the features of each block; *rarity*: the inverse document frequency of all."""
        self.names = {block: list(names[block]) for block in BLOCKS}
        self.rarity = rarity.astype(np.float32)
        at: dict[str, dict[str, int]] = {}
        first = 0
        for block in BLOCKS:
            at[block] = {name: first + n for n, name in enumerate(self.names[block])}
            first += len(at[block])
        self._at = at
        self._block = np.repeat(np.arange(3), [len(self.names[b]) for b in BLOCKS])
        self._words: dict[str, Columns] = {}
        self._pairs: dict[tuple[str, str], Columns] = {}

    def __len__(self) -> int:
        """How many features there are."""
        return len(self.rarity)

    @classmethod
    def fit(cls, some: Sequence[str]) -> Vocabulary:
        """Learn the features and their rarity, ln((1 + n) / (1 + df)) + 1, from texts."""
        counts: dict[str, Counter[str]] = {block: Counter() for block in BLOCKS}
        for text in some:
            sentences = sentence_words(text)
            for block in BLOCKS:
                found = {f for _, words in sentences for f in features_of(words, block)}
                counts[block].update(found)
        names = {b: sorted(f for f, n in counts[b].items() if n >= LEAST[b]) for b in BLOCKS}
        seen = np.array([counts[b][name] for b in BLOCKS for name in names[b]], dtype=np.float64)
        return cls(names, np.log((1 + len(some)) / (1 + seen)) + 1)

    def encode(self, some: Sequence[str]) -> Encoded:
        """Texts and their sentences as TF-IDF rows."""
        columns, ends, first = array("i"), [0], []
        begins: list[list[int]] = []
        for text in some:
            first.append(len(ends) - 1)
            sentences = sentence_words(text)
            begins.append([start for start, _ in sentences])
            for _, words in sentences:
                self._sentence(words, columns)
                ends.append(len(columns))
        flat = np.frombuffer(columns, dtype=np.int32) if columns else np.empty(0, np.int32)
        edges = np.array([ends[n] for n in first] + [ends[-1]])
        whole, parts = self._table(flat, edges), self._table(flat, np.array(ends))
        return Encoded(self._weigh(whole), self._weigh(parts), np.array(first), begins)

    def _table(
        self, columns: npt.NDArray[np.int32], ends: npt.NDArray[np.int64]
    ) -> sparse.csr_matrix:
        ones = np.ones(len(columns), dtype=np.float32)
        table = sparse.csr_matrix((ones, columns.copy(), ends), shape=(len(ends) - 1, len(self)))
        table.sum_duplicates()
        return table

    def _weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Counts in place to (1 + ln count) x rarity, word classes to their rarity; scaled."""
        block = self._block[counts.indices]
        data = np.where(block == 2, 1, 1 + np.log(counts.data)) * self.rarity[counts.indices]
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)) * 3 + block
        length = np.sqrt(np.bincount(row, data * data, minlength=counts.shape[0] * 3))
        counts.data = (data / length[row]).astype(np.float32)
        return counts

    def _sentence(self, words: Sequence[str], columns: array[int]) -> None:
        known, pairs, two = self._words, self._pairs, self._at["words"].get
        for word in words:
            found = known.get(word)
            columns.extend(self._word(word) if found is None else found)
        for first, second in itertools.pairwise(words):
            column = two(f"{first} {second}")
            if column is not None:
                columns.append(column)
        for pair in concepts.near(words):
            found = pairs.get(pair)
            columns.extend(self._pair(pair) if found is None else found)

    def _word(self, word: str) -> Columns:
        wanted = [("words", [word]), ("pieces", piece_features(word))]
        wanted.append(("concepts", list(concepts.concepts_of(word))))
        found = tuple(
            self._at[block][name]
            for block, names in wanted
            for name in names
            if name in self._at[block]
        )
        return _remember(self._words, word, found)

    def _pair(self, pair: tuple[str, str]) -> Columns:
        at = self._at["concepts"]
        found = tuple(at[name] for name in concepts.pairs_of(*pair) if name in at)
        return _remember(self._pairs, pair, found)


def _remember(cache: dict[Any, Columns], key: Any, value: Columns) -> Columns:
    if len(cache) > _CACHE:
        cache.clear()
    cache[key] = value
    return value
