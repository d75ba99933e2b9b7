"""Which passphrases will do: long enough, and not made of what everybody tries first.

There is no rule of form (a digit, a capital): NIST SP 800-63B-4, section 3.1.1. Since the
shortest has 12 characters, single common passwords are too short in any case; what is caught here
is what people do to lengthen them: repeat, count on, add a year, write e as 3.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

SHORTEST, LONGEST = 12, 256
"""Length in characters."""

COMMON = Path(__file__).with_name("common_passphrases.txt")

_LEET = str.maketrans("013457@$!", "oieastasi")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba", "01234567890", "09876543210",
    "qwertyuiop", "poiuytrewq", "asdfghjkl", "lkjhgfdsa", "zxcvbnm", "mnbvcxz",
    "1qaz2wsx3edc4rfv5tgb6yhn", "qazwsxedcrfvtgbyhnujm",
)  # fmt: skip


class WeakPassphrase(Exception):  # noqa: N818 - says what a person can mend
    """Why a passphrase will not do; the message is for people."""


def normal(text: str) -> str:
    """NFC, so that the same keys typed on another machine give the same passphrase."""
    return unicodedata.normalize("NFC", text)


def check(passphrase: str, name: str = "") -> None:
    """Raise :class:`WeakPassphrase` when a passphrase will not do."""
    length = len(normal(passphrase))
    if length < SHORTEST:
        raise WeakPassphrase(f"A passphrase has at least {SHORTEST} characters; four words do.")
    if length > LONGEST:
        raise WeakPassphrase(f"A passphrase has at most {LONGEST} characters.")
    if len(name) > 2 and name.casefold() in passphrase.casefold():
        raise WeakPassphrase("The passphrase contains the account's name. Choose another.")
    if is_common(passphrase):
        raise WeakPassphrase(
            "This passphrase is one of the first that would be tried. Four words that have "
            "nothing to do with each other are easy to keep and hard to guess."
        )


def is_common(passphrase: str) -> bool:
    """Whether hardly anything is left of it without common words, repeats and keyboard rows."""
    text = normal(passphrase).casefold()
    plain, undone = (re.sub(r"[\W_]+", "", t) for t in (text, text.translate(_LEET)))
    return min(_left(plain), _left(undone)) < 5 or len(set(text)) < 5


def _left(text: str) -> int:
    """How many characters remain when all that is predictable is taken out.

    A word that stands for the second time adds nothing, so it is taken out too.
    """
    for word in _common():
        text = text.replace(word, "")
    for row in _ROWS:
        text = _without_runs(text, row)
    text = re.sub(r"(?:19|20)\d\d", "", text)
    text = re.sub(r"(.{2,}?)\1+", r"\1", text)
    text = re.sub(r"(.)\1{2,}", "", text)
    return len(text)


def _without_runs(text: str, row: str, least: int = 4) -> str:
    for length in range(len(row), least - 1, -1):
        for start in range(len(row) - length + 1):
            text = text.replace(row[start : start + length], "")
    return text


@functools.cache
def _common() -> tuple[str, ...]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
