"""Invited groups with one code each, and answers that were taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "invited",
        sa.Column("wave", sa.Text, sa.ForeignKey("wave.name"), primary_key=True),
        sa.Column("questionnaire", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("code_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.CheckConstraint("people >= 50", name="invited_people"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "withdrawal",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("tag_hash", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("length(tag_hash) = 32", name="withdrawal_tag_hash"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop the two tables, with all they hold."""
    op.drop_table("withdrawal")
    op.drop_table("invited")
