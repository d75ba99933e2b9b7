"""Envelopes hide what they hold and how long it is."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from survey.box import envelope

KEY = PrivateKey.generate()
PUBLIC, PRIVATE = bytes(KEY.public_key), bytes(KEY)


@given(st.binary(max_size=envelope.ROOM[-1]))
def test_what_is_sealed_comes_out_unchanged(plaintext: bytes) -> None:
    sealed = envelope.seal(plaintext, PUBLIC)
    assert envelope.open_envelope(sealed, PRIVATE) == plaintext
    assert len(sealed) in envelope.SIZES


@pytest.mark.parametrize("size", range(3))
def test_the_longest_plaintext_of_a_size_fits_and_one_byte_more_does_not(size: int) -> None:
    room = envelope.ROOM[size]
    assert len(envelope.seal(bytes(room), PUBLIC)) >= envelope.SIZES[size]
    if size == 2:
        with pytest.raises(envelope.TooLarge):
            envelope.seal(bytes(room + 1), PUBLIC)
    else:
        assert len(envelope.seal(bytes(room + 1), PUBLIC)) > envelope.SIZES[size]


@given(st.binary(max_size=3000), st.integers(0, 3999), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(plaintext: bytes, place: int, flip: int) -> None:
    sealed = bytearray(envelope.seal(plaintext, PUBLIC))
    sealed[place] ^= flip
    with pytest.raises(envelope.NotOpened):
        envelope.open_envelope(bytes(sealed), PRIVATE)


@given(st.integers(0, 3999))
def test_an_envelope_cut_short_is_not_opened(length: int) -> None:
    sealed = envelope.seal(b"words", PUBLIC)
    with pytest.raises(envelope.NotOpened):
        envelope.open_envelope(sealed[:length], PRIVATE)


def test_another_key_does_not_open_it() -> None:
    other = PrivateKey.generate()
    with pytest.raises(envelope.WrongKey):
        envelope.open_envelope(envelope.seal(b"words", PUBLIC), bytes(other))


def test_an_envelope_that_names_our_key_but_was_sealed_to_another_is_not_opened() -> None:
    other = PrivateKey.generate()
    sealed = envelope.seal(b"words", bytes(other.public_key))
    forged = bytes([envelope.VERSION]) + envelope.key_id(PUBLIC) + sealed[envelope.HEADER :]
    with pytest.raises(envelope.NotOpened):
        envelope.open_envelope(forged, PRIVATE)


def test_a_stated_length_beyond_the_envelope_is_refused() -> None:
    from nacl.public import SealedBox

    padded = (70_000).to_bytes(4, "big") + bytes(envelope.SIZES[0] - envelope.HEADER - 48 - 4)
    lying = bytes([1]) + envelope.key_id(PUBLIC) + SealedBox(KEY.public_key).encrypt(padded)
    with pytest.raises(envelope.NotOpened):
        envelope.open_envelope(lying, PRIVATE)


def test_the_same_words_never_make_the_same_envelope() -> None:
    sealed = {envelope.seal(b"the same words", PUBLIC)[envelope.HEADER :] for _ in range(50)}
    assert len(sealed) == 50


def test_the_holder_of_the_public_key_cannot_open_it() -> None:
    with pytest.raises(envelope.NotOpened):
        envelope.open_envelope(envelope.seal(b"words", PUBLIC), PUBLIC)


def test_short_answers_give_cover_to_long_ones() -> None:
    sizes = Counter(len(envelope.seal(b"short", PUBLIC)) for _ in range(1500))
    assert set(sizes) == set(envelope.SIZES)
    assert sizes[envelope.SIZES[0]] > 1200


def test_errors_hold_nothing_of_the_content() -> None:
    secret = b"MYANSWER" * 10_000
    with pytest.raises(envelope.TooLarge) as caught:
        envelope.seal(secret, PUBLIC)
    assert "MYANSWER" not in repr(caught.value)


def test_fingerprints_are_sha256_of_the_whole_envelope() -> None:
    assert envelope.fingerprint(b"") == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert envelope.named_key(envelope.seal(os.urandom(9), PUBLIC)) == envelope.key_id(PUBLIC)
