"""Cleaning of text before it enters a report: nothing that a font has no glyph for.

PDF/UA allows no missing glyph. Control characters, private-use and unassigned code points say
nothing to a reader. Pictures (emoji) need a colour font that a plain machine does not have, and
say little to a screen reader: they are written as their names, "[crying face]".
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup

DROPPED = frozenset({"Cc", "Co", "Cn", "Cs"})
PLAIN = re.compile(r"[\t\n\x20-\x7e\u00a0-\u024f\u2010-\u2027]*")
"""Nothing to look at more closely: most text, found fast."""
LATIN = 0x2000
"""Signs such as the degree sign lie below this; pictures lie above."""
JOINERS = frozenset(
    "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"
)


def clean(value: object) -> object:
    """Text without what cannot be printed, composed (NFC); anything else as it is."""
    if not isinstance(value, str) or PLAIN.fullmatch(value):
        return value
    kept = "".join(_written(sign) for sign in unicodedata.normalize("NFC", value))
    return Markup(kept) if isinstance(value, Markup) else kept  # noqa: S704


def _written(sign: str) -> str:
    """A sign as it is printed: itself, its name in brackets, or nothing."""
    if sign in "\n\t":
        return sign
    kind = unicodedata.category(sign)
    if kind in DROPPED or sign in JOINERS:
        return ""
    if kind == "Sk" and ord(sign) > LATIN:  # the colour of the skin of the picture before
        return ""
    if kind == "So" and ord(sign) > LATIN:
        return f"[{unicodedata.name(sign, 'a picture').lower()}]"
    return sign
