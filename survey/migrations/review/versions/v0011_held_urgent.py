"""Whether a held answer may say that somebody needs help now

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is held already was read by nobody, and is to be read first."""
    op.add_column(
        "held", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    op.execute("ALTER TABLE held DROP COLUMN urgent")
