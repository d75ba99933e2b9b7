"""Word classes (``concepts.toml``): words that mean about the same thing in these answers.

"The constable never turned up" and "no officer came" share no word that matters; they share the
classes police, not and come. One word may be in several classes; no class is a code.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from pathlib import Path

_SHIPPED = Path(__file__).parent / "concepts.toml"
_CACHE = 50_000
_NEAR = 6
_NEXT = 4


class _Concepts:
    """The word classes, and which of them a word belongs to."""

    def __init__(self, path: Path = _SHIPPED) -> None:
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
        self.pairs = functools.lru_cache(4 * _CACHE)(self._pairs)

    def _of(self, word: str) -> tuple[str, ...]:
        found: set[str] = set()
        for form in {word, word.replace("'", ""), *word.split("'")}:
            found |= self._exact.get(form, set())
            found |= {n for stem, n in self._begins.get(form[:2], ()) if form.startswith(stem)}
        return tuple(sorted(found))

    def _pairs(self, first: str, second: str) -> tuple[str, ...]:
        return tuple(f"{a}>{b}" for a in self.of(first) for b in self.of(second) if a != b)


@functools.cache
def _concepts() -> _Concepts:
    return _Concepts()


def concepts_of(word: str) -> tuple[str, ...]:
    """The word classes of one folded word."""
    return _concepts().of(word)


def pairs_of(first: str, second: str) -> tuple[str, ...]:
    """The pairs of classes that two words make in this order: ``not>come``."""
    return _concepts().pairs(first, second)


def near(words: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of words of a sentence that count as near: both in a class, within six words.

    Each word is paired with at most the four that follow it and are in a class.
    """
    of = _concepts().of
    held = [(n, word) for n, word in enumerate(words) if of(word)]
    return [
        (word, other)
        for at, (n, word) in enumerate(held)
        for later, other in held[at + 1 : at + 1 + _NEXT]
        if later - n <= _NEAR
    ]
