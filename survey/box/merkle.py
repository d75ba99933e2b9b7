"""A Merkle root over the sorted hashes of the box: one line that fixes all of its content.

The root can be published elsewhere (a newspaper, another body's site) after a batch; the sorted
list of hashes is kept by the team. Later the list proves that nothing was taken out, and the
published root proves that the list was not made up afterwards. Neither says anything about an
answer: a hash is of a sealed envelope.

The tree is that of RFC 6962 section 2.1: SHA-256, leaves and nodes marked apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

EMPTY = hashlib.sha256().hexdigest()


def root(hashes: Iterable[str]) -> str:
    """The root (hex) over hashes (hex) in sorted order; twice the same hash counts once."""
    level = [hashlib.sha256(b"\0" + bytes.fromhex(each)).digest() for each in sorted(set(hashes))]
    if not level:
        return EMPTY
    return _fold(level).hex()


def _fold(level: list[bytes]) -> bytes:
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[0::2], level[1::2], strict=False)
        level = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]
