"""Counts for Explore, kept beside the answers

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEYS = ("kind", "questionnaire", "variable", "code", "wave", "unit")


def upgrade() -> None:
    op.create_table(
        "tally",
        *(sa.Column(key, sa.Text(), nullable=False) for key in KEYS),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*KEYS, name="pk_tally"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("tally")
