"""Two languages that nobody speaks, made in memory for tests from the strings themselves.

``qps-ploc`` is about 40% longer and accented, so that a page too narrow or a string without a
translation is seen at once; ``qps-plocm`` is the same, set from right to left. Each string is
in brackets: a string without them was never translated. (The names are those that Microsoft
gave to its pseudo-locales.)
"""

from __future__ import annotations

import re

from babel.messages.catalog import Catalog

from survey.translations.check import PLACEHOLDER
from survey.translations.files import Book

LONG = "qps-ploc"
MIRRORED = "qps-plocm"

_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_SPLIT = re.compile(f"({PLACEHOLDER.pattern})")
_OVERRIDE, _POP = "\u202e", "\u202c"  # right-to-left override, and its end


def book(code: str, template: Catalog) -> Book:
    """The pseudo-language ``code`` for all strings of ``template``."""
    made = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for entry in template:
        if entry.id:
            words = entry.id
            said = said_in(code, words) if isinstance(words, str) else tuple(
                said_in(code, form) for form in words
            )  # fmt: skip
            made.add(words, said, context=entry.context)
    return Book(code, made, {"x-status": "draft"})


def said_in(code: str, words: str) -> str:
    """One string in a pseudo-language; its placeholders stay as they are."""
    longer = "·" * max(1, round(len(words) * 0.4) - 2)
    pieces = _SPLIT.split(words)
    said = "".join(piece if at % 2 else _changed(code, piece) for at, piece in enumerate(pieces))
    return f"[{said}{longer}]"


def _changed(code: str, piece: str) -> str:
    accented = piece.translate(_ACCENTS)
    if code != MIRRORED or not piece.strip():
        return accented
    return f"{_OVERRIDE}{accented}{_POP}"
