"""Is this answer in English? One that is not goes to a person instead of being guessed at.

Function words of the languages most spoken in London (Census 2021, main languages) are counted;
nothing is looked up and nothing is learned. A few words of another language inside an English
answer do not matter.
"""

from __future__ import annotations

import functools
import tomllib
import unicodedata
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
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return ""
    foreign = sum(1 for c in letters if ord(c) > 0x24F and not _latin(c))
    if foreign / len(letters) > 0.3:
        return "another script"
    words = texts.words(texts.fold(text))
    return _by_function_words(words)


def _latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


def _by_function_words(words: list[str]) -> str:
    lists = _function_words()
    english = sum(word in lists["English"] for word in words) / max(1, len(words))
    best, share = "", 0.0
    for name, known in lists.items():
        if name == "English":
            continue
        found = sum(word in known and word not in lists["English"] for word in words) / len(
            words or " "
        )
        if found > share:
            best, share = name, found
    if share > english and share * len(words) >= 2:
        return best
    if len(words) >= 6 and english < 0.1:
        return best or "unknown"
    return ""
