"""Cleans what was typed: what people mean stays, what only machines see goes.

Kept: every visible character of every script, new lines, and the invisible letters that scripts
need (joiners, direction marks, the Arabic number signs). Taken out: control characters,
surrogates, private and unassigned code points, and the characters that override the direction
of a text or hide in it.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")

_NEEDED = frozenset(
    "\n\u200c\u200d\u200e\u200f\u061c"  # joiners; left-to-right, right-to-left, Arabic marks
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"  # signs around numbers
)


def clean(text: str) -> str:
    """The text in NFC, new lines as ``\\n``, without hidden characters, trimmed.

    Cleaning twice changes nothing more.
    """
    text = _BREAKS.sub("\n", text)
    if not text.replace("\n", "").isprintable():
        text = "".join(map(_kept, text))
    return unicodedata.normalize("NFC", text).strip()


def _kept(character: str) -> str:
    if character.isprintable() or character in _NEEDED:
        return character
    return " " if character == "\t" or unicodedata.category(character) == "Zs" else ""
