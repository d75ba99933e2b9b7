"""What every table of the review database shares: random keys, JSON, naming of constraints."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import JSON, BigInteger, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""31 characters that cannot be taken for each other."""

ID_LENGTH = 16
"""16 characters of 31: 79 bits. Ids are drawn at random and say nothing of order or time."""

Json = JSON().with_variant(JSONB(), "postgresql")

UNORDERED = {"sqlite_with_rowid": False}
"""SQLite keeps the table in key order: with random keys no order of arrival is left in it."""


class Base(DeclarativeBase):
    """Base of all models of the review database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {int: BigInteger, str: Text, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012


_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_REFUSED = bytes(range(256 - 256 % len(ALPHABET), 256))
"""Bytes that are thrown away, so that no letter is likelier than another."""


def random_id() -> str:
    """A new random id, from the system's own source of randomness."""
    return random_ids(1)[0]


def random_ids(count: int) -> list[str]:
    """So many new random ids, each independent of the others, drawn at once."""
    needed, letters = count * ID_LENGTH, b""
    while len(letters) < needed:
        more = os.urandom(needed - len(letters) + ID_LENGTH)
        letters += more.translate(_LETTERS, _REFUSED)
    text = letters.decode("ascii")
    return [text[at : at + ID_LENGTH] for at in range(0, needed, ID_LENGTH)]
