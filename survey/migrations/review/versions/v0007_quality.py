"""Models that the team trained, targets of coverage, and what a release leaves out

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "model",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("comparison", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_model"),
    )
    op.create_table(
        "target",
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["wave"], ["wave.name"], name="fk_target_wave"),
        sa.PrimaryKeyConstraint("wave", "questionnaire", name="pk_target"),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "machine_reading", sa.Column("model", sa.Text(), nullable=False, server_default="")
    )
    op.add_column("release", sa.Column("choice", JSON, nullable=False, server_default="{}"))
    op.create_index("ix_reading_kind", "reading", ["kind", "comment"])


def downgrade() -> None:
    op.drop_index("ix_reading_kind", "reading")
    with op.batch_alter_table("release") as table:
        table.drop_column("choice")
    op.execute("ALTER TABLE machine_reading DROP COLUMN model")
    op.drop_table("target")
    op.drop_table("model")
