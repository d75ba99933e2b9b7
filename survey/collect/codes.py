"""Codes of six words: to come back to saved answers, or to take sent ones back.

Six words of a list of 7,776 are 77 bits (6 x log2 7776). A code is stretched by Argon2id
(RFC 9106) for one purpose; what is kept is never the code.
"""

from __future__ import annotations

import functools
import re
import secrets
from hashlib import blake2b
from importlib import resources

from nacl import pwhash

COUNT = 6
PASSES = 4
MEMORY = 64 * 1024 * 1024
"""Cost of one guess: 0.1 seconds or more, and 64 MiB."""

_LETTERS = re.compile("[a-z]+")


@functools.cache
def words() -> tuple[str, ...]:
    """The word list, sorted: no two alike, nothing that could hurt to read."""
    text = resources.files("survey.collect").joinpath("words.txt").read_text("ascii")
    return tuple(text.split())


def new() -> str:
    """A new code: six words with spaces between."""
    return " ".join(secrets.choice(words()) for _ in range(COUNT))


def read(typed: str) -> str:
    """A code as it was meant, whatever stands between the words; "" when it cannot be one."""
    found = _LETTERS.findall(typed.casefold())
    return " ".join(found) if len(found) == COUNT and set(found) <= _known() else ""


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(words())


def stretch(code: str, purpose: bytes, size: int, pepper: bytes = b"") -> bytes:
    """``size`` bytes from a code for one purpose (at most 16 bytes), slowly.

    Never call it while a database is being written.
    """
    salt = blake2b(purpose, key=pepper, digest_size=pwhash.argon2id.SALTBYTES).digest()
    made: bytes = pwhash.argon2id.kdf(size, code.encode(), salt, opslimit=PASSES, memlimit=MEMORY)
    return made


def withdrawal_tag(code: str) -> str:
    """What a code for taking back becomes inside the sealed envelope (32 hex digits)."""
    return stretch(code, b"heard take back", 16).hex()
