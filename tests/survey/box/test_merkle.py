"""The Merkle root is that of RFC 6962 over sorted leaves."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from survey.box.merkle import EMPTY, root

hashes = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), unique=True, max_size=40)


def _sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def test_small_trees_are_as_the_standard_says() -> None:
    a, b, c = (bytes([n]) * 32 for n in (1, 2, 3))
    leaf = {each: _sha(b"\0" + each) for each in (a, b, c)}
    pair = _sha(b"\1" + leaf[a] + leaf[b])
    assert root([]) == EMPTY == hashlib.sha256(b"").hexdigest()
    assert root([a.hex()]) == leaf[a].hex()
    assert root([b.hex(), a.hex()]) == pair.hex()
    assert root([c.hex(), a.hex(), b.hex()]) == _sha(b"\1" + pair + leaf[c]).hex()


def _recursive(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: split at the largest power of two below n."""
    if len(leaves) == 1:
        return _sha(b"\0" + leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return _sha(b"\1" + _recursive(leaves[:k]) + _recursive(leaves[k:]))


@given(hashes.filter(bool))
def test_any_tree_is_as_the_standard_says(some: list[str]) -> None:
    assert root(some) == _recursive([bytes.fromhex(each) for each in sorted(some)]).hex()


@given(hashes.filter(bool), st.randoms())
def test_order_does_not_matter_and_every_leaf_does(some: list[str], random: object) -> None:
    shuffled = some[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert root(shuffled) == root(some)
    assert root(some[1:]) != root(some)
