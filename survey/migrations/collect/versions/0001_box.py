"""Waves, the mixing pool and the sealed envelopes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "wave",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("key_id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("closes_on", sa.Text, nullable=False),
        sa.Column("withdraw_until", sa.Text, nullable=False),
        sa.Column("sealed", sa.Integer, nullable=False),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name="wave_state"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "box",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("batch", sa.Integer, nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("pending", sa.Integer, nullable=False),
        sa.CheckConstraint("one = 1", name="box_one"),
        sqlite_strict=True,
    )
    for name in ("pend", "sealed"):
        op.create_table(
            name,
            sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("piece", sa.LargeBinary, nullable=False),
            sa.CheckConstraint("length(piece) = 4018", name=f"{name}_piece"),
            sqlite_strict=True,
        )


def downgrade() -> None:
    """Drop the four tables, with all they hold."""
    for name in ("sealed", "pend", "box", "wave"):
        op.drop_table(name)
