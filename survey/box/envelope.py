"""Envelopes: an answer, padded to one of three sizes and sealed to the wave's public key.

On disk an envelope is ``version byte || key id (8 bytes) || sealed box``. The sealed box
(X25519, XSalsa20-Poly1305; libsodium ``crypto_box_seal``) holds a length, the plaintext and
zeros up to the size. Whoever holds the public key alone cannot open what it sealed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

VERSION = 1
HEADER = 9
"""Bytes before the sealed box: the version and the key id."""

SIZES = (4_000, 16_000, 64_000)
"""Whole envelopes come in these lengths (bytes) and no others."""

COVER = 32
"""One short answer in 32 travels in a larger envelope, for each larger size, so that a large
envelope never stands alone and does not show that much was written."""

LANE = "look"
"""What stands in the plaintext of an answer that a person of the team has to look at."""

_SEAL = 48  # libsodium crypto_box_SEALBYTES
_LENGTH = 4
ROOM = tuple(size - HEADER - _SEAL - _LENGTH for size in SIZES)
"""The longest plaintext (bytes) that each size takes."""


class EnvelopeError(Exception):
    """An envelope that cannot be made or opened. Never carries any of its content."""


class TooLarge(EnvelopeError):  # noqa: N818 - says what happened
    """The plaintext is longer than the largest envelope takes."""


class NotOpened(EnvelopeError):  # noqa: N818 - says what happened
    """The envelope was changed, cut short, or is not one of ours."""


class WrongKey(NotOpened):
    """The envelope was sealed to another key."""


def key_id(public_key: bytes) -> bytes:
    """The 8 bytes by which envelopes name the public key they were sealed to."""
    return hashlib.blake2b(public_key, digest_size=8).digest()


def seal(plaintext: bytes, public_key: bytes) -> bytes:
    """Pad and seal ``plaintext`` (bytes) to ``public_key`` (32 bytes).

    Returns a whole envelope of one of :data:`SIZES`. Raises :class:`TooLarge`.
    """
    size = _choose_size(len(plaintext))
    padded = len(plaintext).to_bytes(_LENGTH, "big") + plaintext
    padded += bytes(size - HEADER - _SEAL - len(padded))
    sealed = SealedBox(PublicKey(public_key)).encrypt(padded)
    return bytes([VERSION]) + key_id(public_key) + sealed


def _choose_size(length: int) -> int:
    fitting = [size for size, room in zip(SIZES, ROOM, strict=True) if length <= room]
    if not fitting:
        raise TooLarge(f"The answer is longer than {ROOM[-1]:,} bytes.")
    for larger in fitting[1:]:
        if secrets.randbelow(COVER) == 0:
            return larger
    return fitting[0]


def opener(private_key: bytes) -> Callable[[bytes], bytes]:
    """A function that opens many envelopes with one key (32 bytes), as :func:`open_envelope`."""
    key = PrivateKey(private_key)
    box = SealedBox(key)
    expected = bytes([VERSION]) + key_id(bytes(key.public_key))

    def open_one(envelope: bytes) -> bytes:
        if len(envelope) not in SIZES or envelope[0] != VERSION:
            raise NotOpened("This is not a whole envelope: its length or its version is wrong.")
        if envelope[:HEADER] != expected:
            raise WrongKey("This envelope was sealed to another key.")
        try:
            padded = box.decrypt(envelope[HEADER:])
        except CryptoError:
            raise NotOpened("This envelope was changed after it was sealed.") from None
        return _unpad(padded)

    return open_one


def _unpad(padded: bytes) -> bytes:
    end = _LENGTH + int.from_bytes(padded[:_LENGTH], "big")
    if end > len(padded):
        raise NotOpened("This envelope states a length it does not have.")
    return padded[_LENGTH:end]


def open_envelope(envelope: bytes, private_key: bytes) -> bytes:
    """The plaintext of one envelope.

    Raises :class:`WrongKey` or :class:`NotOpened`; never returns part of a changed envelope.
    """
    return opener(private_key)(envelope)


def fingerprint(envelope: bytes) -> str:
    """SHA-256 of the whole envelope, as hex: the name under which it is known to be opened."""
    return hashlib.sha256(envelope).hexdigest()


def named_key(envelope: bytes) -> bytes:
    """The key id (8 bytes) that the envelope names."""
    return envelope[1:HEADER]
