"""The words as they were written: sealed apart, under one key a wave, and destroyed in time.

Comments are masked before anybody reads them (``analysis.redaction``). Where masking changed
something, the original is kept in its own table, sealed with the wave's key, which lies in the
instance folder (``review/text-keys/WAVE.key``) and not in the database. Destroying the key file
destroys the originals of that wave in every backup of the database.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from survey.review.models.answers import Held, Original, Wave

FOLDER = "text-keys"
SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")


class TextKeys:
    """The text keys of an instance: one file a wave, made when first needed."""

    def __init__(self, review_folder: Path) -> None:
        self._folder = review_folder / FOLDER
        self._boxes: dict[str, SecretBox] = {}

    def _path(self, wave: str) -> Path:
        return self._folder / f"{SAFE_NAME.sub('_', wave)}.key"

    def seal(self, wave: str, text: str) -> bytes:
        """Seal words under the wave's key."""
        return bytes(self._box(wave, create=True).encrypt(text.encode("utf-8")))

    def open(self, wave: str, sealed: bytes) -> str:
        """Open sealed words; ``KeyError`` when the key has been destroyed or is another one."""
        try:
            return self._box(wave, create=False).decrypt(sealed).decode("utf-8")
        except CryptoError:
            raise KeyError(wave) from None

    def destroy(self, wave: str) -> None:
        """Overwrite and remove the wave's key; without it the originals cannot be read."""
        path = self._path(wave)
        self._boxes.pop(wave, None)
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(SecretBox.KEY_SIZE))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()

    def _box(self, wave: str, *, create: bool) -> SecretBox:
        if wave not in self._boxes:
            self._boxes[wave] = SecretBox(self._read(wave, create=create))
        return self._boxes[wave]

    def _read(self, wave: str, *, create: bool) -> bytes:
        path = self._path(wave)
        if not path.exists():
            if not create:
                raise KeyError(wave)
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            write_new(path, secrets.token_bytes(SecretBox.KEY_SIZE))
        return path.read_bytes()


def write_new(path: Path, content: bytes) -> None:
    """Write a secret file that only its owner may read; one that is there already is kept.

    The file appears whole or not at all, also when two processes write it at once.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def destroy_due(session: Session, keys: TextKeys, waves: Iterable[Wave], today: str) -> list[str]:
    """Destroy the originals of every wave whose ``text_until`` has passed; return their names.

    What is still held for a decision goes with them: it is locked with the same key.
    """
    due = [wave.name for wave in waves if wave.text_until and wave.text_until < today]
    for name in due:
        session.execute(delete(Original).where(Original.wave == name))
        session.execute(delete(Held).where(Held.wave == name))
        session.execute(update(Wave).where(Wave.name == name).values(text_until=""))
        keys.destroy(name)
    return due
