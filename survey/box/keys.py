"""Public keys, and the guard that keeps private keys away from the collect side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey.box.envelope import key_id

PUBLIC_FORMAT = "heard-public-key-1"
PRIVATE_FORMAT = "heard-private-key-1"

_MARKS = (
    PRIVATE_FORMAT,
    "PRIVATE KEY-----",
    "AGE-SECRET-KEY-",
    "-----BEGIN PGP PRIVATE",
)
"""Words that stand in a private key, ours or another's."""

_LOOK = 1 << 16  # bytes of a file that are looked at, from either end


class KeyFileError(Exception):
    """A key file that cannot be used; the message says which, why and what to do."""


class PrivateKeyFound(Exception):  # noqa: N818 - says what happened
    """A private key lies where the public app could read it."""


@dataclass(frozen=True, slots=True)
class Public:
    """The public half of a wave's key pair (32 bytes) and the name it was made under."""

    name: str
    key: bytes

    @property
    def key_id(self) -> bytes:
        """The 8 bytes by which envelopes name this key."""
        return key_id(self.key)


def read_key_file(path: Path, *formats: str) -> dict[str, object]:
    """The document of a key file of one of ``formats``; raises :class:`KeyFileError`."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KeyFileError(f"There is no key file {path}.") from None
    except PermissionError:
        raise KeyFileError(f"This user may not read {path}.") from None
    except (OSError, UnicodeDecodeError, ValueError):
        raise KeyFileError(f"{path} cannot be read as a key file.") from None
    if not isinstance(document, dict) or document.get("format") not in formats:
        raise KeyFileError(f"{path} is not a key file of the kind needed here ({formats[0]}).")
    return document


def load_public(path: Path) -> Public:
    """Read a ``.pub`` file (or the public half that a private key file states)."""
    document = read_key_file(path, PUBLIC_FORMAT, PRIVATE_FORMAT)
    try:
        public = Public(str(document["name"]), bytes.fromhex(str(document["public_key"])))
    except (KeyError, ValueError):
        raise KeyFileError(f"{path} states no public key.") from None
    if len(public.key) != 32 or public.key_id.hex() != document.get("key_id"):
        raise KeyFileError(f"{path} was changed: its key and its key id do not belong together.")
    return public


def write_public(path: Path, public: Public) -> None:
    """Write a ``.pub`` file, to be carried to the collect side."""
    document = {
        "format": PUBLIC_FORMAT,
        "name": public.name,
        "key_id": public.key_id.hex(),
        "public_key": public.key.hex(),
    }
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def refuse_private_keys(folder: Path, environ: Mapping[str, str]) -> None:
    """Raise :class:`PrivateKeyFound` if ``folder`` or the environment holds a private key.

    Looks at every file below ``folder`` by name (``*.key``) and at its beginning and end.
    """
    for name, value in environ.items():
        if any(mark in value for mark in _MARKS):
            raise PrivateKeyFound(
                f"The environment variable {name} holds a private key. The public app must not "
                "be able to open answers: remove it and start again."
            )
    found = private_keys_in(folder)
    if found:
        raise PrivateKeyFound(
            f"{found[0]} is a private key. The public app must not be able to open answers: "
            "move the file to the review side and start again."
        )


def private_keys_in(folder: Path) -> list[Path]:
    """Every file below ``folder`` that is a private key, by its name or by what stands in it."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (path.suffix == ".key" or _holds_a_mark(path))
    ]


def _holds_a_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_LOOK)
            size = file.seek(0, 2)
            file.seek(max(size - _LOOK, 0))
            end = file.read(_LOOK)
    except FileNotFoundError:
        return False  # a journal that was removed meanwhile
    return any(mark.encode() in part for mark in _MARKS for part in (start, end))
