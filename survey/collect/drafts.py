"""Answers saved under a code, to come back to within two weeks.

A draft is one ciphertext of one fixed size under two keys: one comes from the respondent's
code and is kept nowhere, the other belongs to the day on which the draft expires and is
destroyed after that day. So the server cannot read a draft, and an expired one cannot be read
by anybody, not even from an old copy of the file together with the code. The day keys lie in
files of their own, which no backup may hold.

A draft can be opened once. What it held then lies among the answers under way, in a place that
comes from the code as well: so whoever opens it again (because the first page never arrived, or on
another phone) finds the very same answers, and a second sending is known to be one. The order:

1. The answers are kept under way, durably. A crash before or after: the draft still opens.
2. The draft is removed. From here on the code leads to the answers under way, for as long as they
   are kept (twelve hours after the last touch), and says "sent" once they are.
3. The browser gets its cookie.
"""

from __future__ import annotations

import dataclasses
import datetime
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from survey.collect import codes, cookie, shelf
from survey.collect.progress import StorageError, connect
from survey.collect.state import State, pack, unpack

DAYS = 14
"""A draft is kept at most so long."""

SIZE = 131_072
"""Bytes of every draft before it is locked."""

FILE = "drafts.sqlite3"
KEYS = "draft-keys"


@dataclass(frozen=True, slots=True)
class Place:
    """What a code stands for: a draft's id (16 bytes) and the key that opens it (32 bytes)."""

    name: bytes
    key: bytes

    @property
    def secret(self) -> bytes:
        """The cookie's secret of the answers that are under way once the draft is opened."""
        return cookie.derive(self.key, b"heard opened", cookie.SECRET_BYTES)


class Drafts:
    """The store of drafts below one folder; ``pepper`` is a secret of the instance."""

    def __init__(self, folder: Path, pepper: bytes) -> None:
        self.path = folder / FILE
        self.keys = folder / KEYS
        self._pepper = pepper

    def place(self, code: str) -> Place:
        """Where the draft of a code lies. Slow: never call it while a database is written."""
        made = codes.stretch(code, b"heard draft", 48, self._pepper)
        return Place(made[:16], made[16:])

    def save(self, code: str, state: State, expires: datetime.date) -> None:
        """Keep the answers under a new code until the end of ``expires``.

        Raises :class:`~survey.collect.progress.StorageError`.
        """
        place = self.place(code)
        kept = dataclasses.replace(state, envelope=b"", code="", onward="", sent=False, words=False)
        try:
            day_key = self._day_key(expires)
            inner = SecretBox(place.key).encrypt(pack(kept, (SIZE,)))
            row = (place.name, expires.isoformat(), bytes(SecretBox(day_key).encrypt(inner)))
            with self._connection() as connection:
                shelf.put(connection, row)
        except (sqlite3.DatabaseError, OSError, ValueError) as error:
            raise StorageError(type(error).__name__) from None

    def find(self, code: str, today: datetime.date) -> State | None:
        """The answers saved under a code; None for a wrong code and for an expired draft."""
        return self.read(self.place(code), today)

    def read(self, place: Place, today: datetime.date) -> State | None:
        """As :meth:`find`, for a place that is known already."""
        with self._connection() as connection:
            row = shelf.find(connection, place.name)
        if row is None or row[0] < today.isoformat():
            return None
        try:
            day_key = (self.keys / row[0]).read_bytes()
            return unpack(SecretBox(place.key).decrypt(SecretBox(day_key).decrypt(row[1])))
        except (OSError, CryptoError):
            return None

    def remove(self, place: Place) -> None:
        """End a draft that has just been opened: never at sending, which would tie the two."""
        with self._connection() as connection:
            shelf.remove(connection, place.name)

    def sweep(self, today: datetime.date) -> int:
        """Remove expired drafts, and destroy the keys of past days; how many drafts."""
        if not self.path.exists():
            return 0
        for path in self.keys.iterdir() if self.keys.is_dir() else ():
            if path.name < today.isoformat():
                _destroy(path)
        with self._connection() as connection:
            return shelf.remove_before(connection, today.isoformat())

    def _day_key(self, day: datetime.date) -> bytes:
        self.keys.mkdir(mode=0o700, exist_ok=True)
        path = self.keys / day.isoformat()
        fresh = path.with_name(f".{day.isoformat()}.{secrets.token_hex(4)}")
        try:
            fresh.write_bytes(secrets.token_bytes(SecretBox.KEY_SIZE))
            fresh.chmod(0o600)
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink(missing_ok=True)
        return path.read_bytes()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = connect(self.path, shelf.SCHEMA)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            yield connection
        finally:
            connection.close()


def _destroy(path: Path) -> None:
    """Overwrite a key and remove it."""
    with path.open("r+b") as file:
        file.write(bytes(SecretBox.KEY_SIZE))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
