"""The tables of the collect database, as they are now (migrations make them).

There is no time, address, session, counter of arrivals or questionnaire in any of them.
``place`` is where a piece lies and is drawn at random: see :mod:`survey.box.pool`.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

PIECE_DATA = 4_000
"""Bytes of envelope in one piece: every size of envelope is a whole number of pieces."""

PIECE = 18 + PIECE_DATA
"""Bytes of a stored piece: parts, part, envelope id (16), data. Fits one 4096-byte page,
so that every piece has a page to itself and can be overwritten where it lies."""

metadata = MetaData()

wave = Table(
    "wave",
    metadata,
    Column("name", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("key_id", LargeBinary, nullable=False, unique=True),
    Column("closes_on", Text, nullable=False),
    Column("withdraw_until", Text, nullable=False),
    Column("sealed", Integer, nullable=False),
    CheckConstraint("state IN ('draft', 'open', 'closed')", name="wave_state"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

box = Table(
    "box",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("batch", Integer, nullable=False),
    Column("places", Integer, nullable=False),
    Column("pending", Integer, nullable=False),
    CheckConstraint("one = 1", name="box_one"),
    sqlite_strict=True,
)

pend = Table(
    "pend",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("piece", LargeBinary, nullable=False),
    CheckConstraint(f"length(piece) = {PIECE}", name="pend_piece"),
    sqlite_strict=True,
)

sealed = Table(
    "sealed",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("piece", LargeBinary, nullable=False),
    CheckConstraint(f"length(piece) = {PIECE}", name="sealed_piece"),
    sqlite_strict=True,
)

invited = Table(
    "invited",
    metadata,
    Column("wave", Text, ForeignKey("wave.name"), primary_key=True),
    Column("questionnaire", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("code_hash", LargeBinary, nullable=False, unique=True),
    Column("people", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    CheckConstraint("people >= 50", name="invited_people"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Groups of people who were given one code. ``used`` counts answers sent with it, ``shown`` is
what it was at the last flush. No envelope knows a group."""

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("tag_hash", LargeBinary, nullable=False),
    CheckConstraint("length(tag_hash) = 32", name="withdrawal_tag_hash"),
    sqlite_strict=True,
)
"""SHA-256 of the tags of answers that were taken back, arranged at random."""
