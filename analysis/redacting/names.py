"""Persons in a text: by known names, titles, kinship and capital letters. Standard library only."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+){0,3}")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_NAMING = re.compile(
    r"(?:called|named|name is|name was|name's|names|known as|goes by|aka|nicknamed|i'm|i am"
    r"|son|daughter|brother|sister|nephew|niece|cousin|boyfriend|girlfriend|grandson)[ ,]+$",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KIN = _words("""
    son daughter child kid boy girl lad brother sister nephew niece cousin grandson granddaughter
    stepson stepdaughter partner husband wife boyfriend girlfriend friend mate neighbour ex baby
    twin mum mother dad father nan gran grandad uncle aunt auntie aunty pastor imam rabbi called
    named aka worker carer keyworker teacher manager sergeant constable advocate mentor nurse doctor
    counsellor coordinator interviewer lady interpreter solicitor name is my our young lil little
""")
_TITLES = _words("""
    mr mrs ms miss mx dr doctor prof professor rev reverend father sister brother pastor imam rabbi
    sir lady dame auntie aunty aunt uncle councillor cllr judge nurse
""")
_PLACE_BEFORE = _words("""
    in at to from near towards around outside through via for of between across behind by into onto
    on
""")


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
def _small_names() -> frozenset[str]:
    """First names that are names even without a capital letter."""
    return first_names() - not_names() - everyday()


@functools.cache
def _public() -> frozenset[str]:
    return not_names() - first_names()


@functools.cache
def _stop() -> frozenset[str]:
    return (everyday() | not_names()) - first_names()


def is_everyday(word: str) -> bool:
    """Whether a capitalised word is an everyday or public word rather than a name."""
    return word.lower() in _stop() or word.lower() in everyday()


def persons(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of each person in *text*, outside the spans already *taken*."""
    tokens = list(_TOKEN.finditer(text))
    small = _small_names()
    index = 0
    while index < len(tokens):
        word = tokens[index].group()
        looked_at = not word.islower() or word in small or word in first_names()
        reason = _why(text, tokens, index) if looked_at else ""
        if not reason or _inside(tokens[index], taken):
            index += 1
            continue
        last = _end_of_name(text, tokens, index)
        end = tokens[last].start() + len(_POSSESSIVE.sub("", tokens[last].group()))
        yield tokens[index].start(), end, reason
        index = last + 1


def _inside(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def _why(text: str, tokens: list[re.Match[str]], index: int) -> str:
    """The reason for which this word is taken for a person's name; empty if it is not."""
    raw = tokens[index].group()
    word = _bare(raw)
    if len(word) < 2 or (raw.isupper() and len(raw) < 4):
        return ""
    if not raw[0].isupper():
        return _why_small(text, tokens[index].start(), word)
    if word in first_names() and word not in not_names():
        return "known first name"
    return _why_capital(text, tokens, index, word)


def _why_small(text: str, start: int, word: str) -> str:
    if word in _small_names():
        return "known first name"
    if word in first_names() and _NAMING.search(text[max(0, start - 14) : start]):
        return "named in the text"
    return ""


def _why_capital(text: str, tokens: list[re.Match[str]], index: int, word: str) -> str:
    before = tokens[index - 1].group().lower() if index and _close(text, tokens, index) else ""
    if word in _stop() or word.removesuffix("s") in _public():
        return ""
    if before in _TITLES:
        return "after a title"
    if before in _KIN:
        return f"after '{before}'"
    if word in not_names():
        return "known first name" if _then_surname(text, tokens, index) else ""
    return _why_unknown(text, tokens[index], word, before)


def _why_unknown(text: str, token: re.Match[str], word: str, before: str) -> str:
    """A capital inside a sentence, on a word that is neither a place nor anything public."""
    if token.group().isupper() or _starts_sentence(text, token.start()):
        return ""
    if before in _PLACE_BEFORE or len(word) < 4:
        return ""
    return "known surname" if word in surnames() else "capital letter inside a sentence"


def _then_surname(text: str, tokens: list[re.Match[str]], index: int) -> bool:
    if index + 1 >= len(tokens) or not _close(text, tokens, index + 1):
        return False
    following = tokens[index + 1].group()
    return following[0].isupper() and _bare(following) in surnames()


def _end_of_name(text: str, tokens: list[re.Match[str]], index: int) -> int:
    """The last word of the name that begins at *index*: at most three more words."""
    last = index
    while last + 1 < len(tokens) and last - index < 3 and _close(text, tokens, last + 1):
        following = tokens[last + 1].group()
        word = _bare(following)
        known = word in surnames() or word in first_names()
        capital = following[0].isupper() and (known or word not in _stop())
        if not capital and not (known and word not in everyday() and word not in not_names()):
            break
        if _POSSESSIVE.search(tokens[last].group()):
            break
        last += 1
    return last


def _close(text: str, tokens: list[re.Match[str]], index: int) -> bool:
    """Whether only spaces stand between a word and the last (or "Mr. " and the like)."""
    between = text[tokens[index - 1].end() : tokens[index].start()]
    if between.strip(" ") == "":
        return 0 < len(between) <= 3
    return between == ". " and tokens[index - 1].group().lower() in _TITLES


def _bare(word: str) -> str:
    """Small letters, without a possessive ending."""
    return _POSSESSIVE.sub("", word).lower()


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t\"'(\u201c\u2018-\u2013*\u2022")
    return not before or before[-1] in ".!?\n:;\u2026"


def _read(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
