"""Answers that came in a flood, held until a person has decided whether they count

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["wave"], ["wave.name"], name="fk_held_wave"),
        sa.PrimaryKeyConstraint("id", name="pk_held"),
        sqlite_with_rowid=False,
    )
    op.add_column("wave", sa.Column("dropped", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.execute("ALTER TABLE wave DROP COLUMN dropped")
    op.drop_table("held")
