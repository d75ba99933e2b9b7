"""Safeguarding and the coding workbench

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_duty_account"),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
    )

    op.create_table(
        "urgent",
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_urgent_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", name="pk_urgent"),
    )
    op.create_index("ix_urgent_state", "urgent", ["state", "due", "comment"])

    op.create_table(
        "referral",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_referral_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
    )
    op.create_index("ix_referral_comment", "referral", ["comment"])

    op.create_table(
        "task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Double(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("not_by", sa.Text(), nullable=False),
        sa.Column("only_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_task_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("comment", "kind", name="uq_task_comment_kind"),
    )
    op.create_index("ix_task_holder", "task", ["holder", "state"])
    op.create_index("ix_task_next", "task", ["state", "rank", "place", "id"])

    op.create_table(
        "reading",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("frame_version", sa.Text(), nullable=False),
        sa.Column("codes", JSON, nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("not_sure", sa.Boolean(), nullable=False),
        sa.Column("new_theme", sa.Text(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_reading_account"),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_reading_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
    )
    op.create_index("ix_reading_account", "reading", ["account", "kind"])
    op.create_index("ix_reading_comment", "reading", ["comment"])

    op.create_table(
        "redaction",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_redaction_account"),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_redaction_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_redaction"),
    )
    op.create_index("ix_redaction_comment", "redaction", ["comment"])


def downgrade() -> None:
    op.drop_index("ix_redaction_comment", "redaction")
    op.drop_table("redaction")
    op.drop_index("ix_reading_account", "reading")
    op.drop_index("ix_reading_comment", "reading")
    op.drop_table("reading")
    op.drop_index("ix_task_holder", "task")
    op.drop_index("ix_task_next", "task")
    op.drop_table("task")
    op.drop_index("ix_referral_comment", "referral")
    op.drop_table("referral")
    op.drop_index("ix_urgent_state", "urgent")
    op.drop_table("urgent")
    op.drop_table("duty")
