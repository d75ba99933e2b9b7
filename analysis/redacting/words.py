"""The word lists: names, public words, everyday words. Standard library only.

All lists were compiled by hand for this project (see their first lines). Nothing that a person
wrote is ever kept here, not even in a cache.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_ENDINGS = (
    ("'s", ""), ("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"),
    ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"), ("est", ""), ("ers", ""),
    ("ness", ""), ("ment", ""), ("ful", ""), ("less", ""), ("able", ""),
)  # fmt: skip
_BY_LETTER = {
    last: [pair for pair in _ENDINGS if pair[0][-1] == last]
    for last in {ending[-1] for ending, _instead in _ENDINGS}
}
_BEGINNINGS = ("un", "re", "over", "under", "mis", "non", "dis", "out")


@functools.cache
def first_names() -> frozenset[str]:
    """Known first names, small letters."""
    return _read("first_names.txt")


@functools.cache
def surnames() -> frozenset[str]:
    """Known surnames, small letters."""
    return _read("surnames.txt")


@functools.cache
def not_names() -> frozenset[str]:
    """Words that have a capital letter and name no private person, and names that are words."""
    return _read("not_names.txt")


@functools.cache
def everyday() -> frozenset[str]:
    """Words that are no name when written small."""
    return _read("everyday.txt")


@functools.cache
def common() -> frozenset[str]:
    """Common words, small letters, without names."""
    return _read("words.txt")


@functools.cache
def small_names() -> frozenset[str]:
    """First names that are names even without a capital letter."""
    return first_names() - not_names() - everyday()


@functools.cache
def public() -> frozenset[str]:
    """Places, peoples, bodies, days: capital words that are no first name."""
    return not_names() - first_names()


@functools.cache
def stop() -> frozenset[str]:
    """Everyday and public words that are no first name."""
    return (everyday() | not_names() | common()) - first_names()


@functools.cache
def plain() -> frozenset[str]:
    """Words that are never looked at: small ones, and ones with a capital that are no name."""
    small = (everyday() | common() | public()) - first_names() - surnames()
    return small | {it for word in stop() if bare(it := word.capitalize()) in stop()}


@functools.cache
def _known() -> frozenset[str]:
    return common() | everyday() | not_names()


def bare(word: str) -> str:
    """Small letters, without a possessive ending."""
    if "'" not in word and "\u2019" not in word:
        return word.lower()
    return _POSSESSIVE.sub("", word).lower().replace("\u2019", "'")


def is_known(word: str) -> bool:
    """Whether a word (small letters) is a common or public one, in any of its usual forms."""
    known = _known()
    if word in known:
        return True
    if word.startswith(_BEGINNINGS):
        for begin in _BEGINNINGS:
            if word.startswith(begin) and word[len(begin) :] in known:
                return True
    return any(form in known for form in _forms(word))


def is_unknown(word: str) -> bool:
    """Whether a word (small letters) could be a name that no list holds."""
    return len(word) > 2 and word.replace("-", "").replace("'", "").isalpha() and not is_known(word)


def is_everyday(word: str) -> bool:
    """Whether a capitalised word is an everyday or public word rather than a name."""
    return word.lower() in stop() or word.lower() in everyday()


def _forms(word: str) -> list[str]:
    found = []
    for ending, instead in _BY_LETTER.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: len(word) - len(ending)]
            found.append(stem + instead)
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


def _read(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
