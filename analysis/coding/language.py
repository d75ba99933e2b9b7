"""Is this answer in English? One that is not goes to a person instead of being guessed at.

Function words of the languages most spoken in London (Census 2021, main languages) are counted;
nothing is looked up and nothing is learned. A few words of another language inside an English
answer do not matter.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from analysis.coding import text as texts

_DATA = Path(__file__).parent / "languages.toml"


@functools.cache
def _function_words() -> dict[str, frozenset[str]]:
    document = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {name: frozenset(str(words).split()) for name, words in document.items()}


def other_language(text: str) -> str:
    """The language of *text* when it is not English ("unknown script" for other alphabets).

    Empty for English, and for answers too short to tell.
    """
    if not text.isascii():
        letters = [c for c in text if c.isalpha()]
        foreign = sum(1 for c in letters if ord(c) > 0x24F and not _latin(c))
        if foreign > 0.3 * len(letters):
            return "another script"
    return _by_function_words(texts.words_of(text))


def _latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


def _by_function_words(words: Sequence[str]) -> str:
    lists = _function_words()
    english = sum(map(lists["English"].__contains__, words))
    if not words or english >= 0.4 * len(words):
        return ""
    best, most = "", 0
    for name, known in lists.items():
        found = sum(map((known - lists["English"]).__contains__, words))
        if found > most:
            best, most = name, found
    if most > max(english, 1):
        return best
    if len(words) >= 6 and english < 0.1 * len(words):
        return best or "unknown"
    return ""
