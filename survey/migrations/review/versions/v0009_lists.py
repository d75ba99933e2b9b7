"""Indices from which long lists and the queue's counts are read, without the answers themselves

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_response_list", "response", ["id", "wave", "questionnaire"])
    op.create_index("ix_comment_list", "comment", ["id", "questionnaire", "question"])
    op.create_index("ix_task_waiting", "task", ["state", "rank", "kind"])


def downgrade() -> None:
    op.drop_index("ix_task_waiting", "task")
    op.drop_index("ix_comment_list", "comment")
    op.drop_index("ix_response_list", "response")
