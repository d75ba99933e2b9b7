"""What every table of the review database shares: random keys, JSON, naming of constraints."""

from __future__ import annotations

import secrets
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


def random_id() -> str:
    """A new random id, from the system's own source of randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))
