"""Private keys: made, wrapped by a passphrase, unwrapped, destroyed. Never on the collect side.

A key file is JSON: the 32-byte private key in a secret box (XSalsa20-Poly1305) whose key is
Argon2id (RFC 9106) of the passphrase; the parameters stand in the file.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import SecretBox

from survey.box.keys import PRIVATE_FORMAT, KeyFileError, Public, read_key_file

MINIMUM_PASSPHRASE = 12
"""Characters. A passphrase is the only thing between a stolen key file and the answers."""


class WrongPassphrase(Exception):  # noqa: N818 - says what happened
    """The passphrase does not open this key file, or the file was changed."""


class WeakPassphrase(Exception):  # noqa: N818 - says what happened
    """The passphrase is too short to protect anything."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: Argon2id passes and memory (KiB)."""

    passes: int = 3
    memory_kib: int = 256 * 1024


LIMITS = Cost(passes=16, memory_kib=2 * 1024 * 1024)
"""The most that a key file may ask of this machine."""


def create(path: Path, name: str, passphrase: str, cost: Cost | None = None) -> Public:
    """Make a key pair for a wave, write the wrapped private key to ``path`` (mode 0600).

    Returns the public half. Raises :class:`WeakPassphrase`; ``FileExistsError`` when ``path``
    exists, because to overwrite a key would be to destroy every answer sealed to it.
    """
    if len(passphrase) < MINIMUM_PASSPHRASE:
        raise WeakPassphrase(
            f"The passphrase needs at least {MINIMUM_PASSPHRASE} characters: "
            "five or more random words are better."
        )
    cost = cost or Cost()
    key = PrivateKey.generate()
    public = Public(name, bytes(key.public_key))
    salt = secrets.token_bytes(pwhash.argon2id.SALTBYTES)
    wrapped = SecretBox(_stretch(passphrase, salt, cost)).encrypt(bytes(key))
    document = {
        "format": PRIVATE_FORMAT,
        "name": name,
        "key_id": public.key_id.hex(),
        "public_key": public.key.hex(),
        "argon2id": {"passes": cost.passes, "memory_kib": cost.memory_kib, "salt": salt.hex()},
        "wrapped": wrapped.hex(),
    }
    _write_new(path, json.dumps(document, indent=2) + "\n")
    return public


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def unwrap(path: Path, passphrase: str) -> bytes:
    """The private key (32 bytes) of a key file.

    Raises :class:`WrongPassphrase`, or :class:`KeyFileError` when the file is not a key file.
    """
    document = read_key_file(path, PRIVATE_FORMAT)
    try:
        cost, salt = _cost(document["argon2id"])
        wrapped = bytes.fromhex(str(document["wrapped"]))
        public_key = bytes.fromhex(str(document["public_key"]))
    except (KeyError, TypeError, ValueError):
        raise KeyFileError(f"{path} is damaged. Use a copy of the key file.") from None
    try:
        private_key = SecretBox(_stretch(passphrase, salt, cost)).decrypt(wrapped)
    except (CryptoError, ValueError):
        raise WrongPassphrase(
            "The passphrase does not open this key. Nothing was opened or changed: try again."
        ) from None
    if bytes(PrivateKey(private_key).public_key) != public_key:
        raise KeyFileError(f"{path} was changed: its two halves do not belong together.")
    return private_key


def _cost(parameters: object) -> tuple[Cost, bytes]:
    if not isinstance(parameters, dict):
        raise TypeError
    cost = Cost(int(parameters["passes"]), int(parameters["memory_kib"]))
    if not (1 <= cost.passes <= LIMITS.passes and 8 <= cost.memory_kib <= LIMITS.memory_kib):
        raise ValueError
    return cost, bytes.fromhex(str(parameters["salt"]))


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=cost.passes,
        memlimit=cost.memory_kib * 1024,
    )


def destroy(path: Path) -> None:
    """Overwrite a private key file and remove it. What was sealed to it cannot be read again.

    Overwriting reaches this copy only, and a flash disk may keep old blocks: destroy every
    copy, and keep key files on encrypted disks.
    """
    read_key_file(path, PRIVATE_FORMAT)
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        for filler in (secrets.token_bytes(size), bytes(size)):
            file.seek(0)
            file.write(filler)
            file.flush()
            os.fsync(file.fileno())
    path.unlink()
