"""Answers, codings, accounts, jobs, releases

Revision ID: 0001
Revises: None
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("passphrase", sa.Text(), nullable=False),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "arrival",
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("wave", "week", "questionnaire", name="pk_arrival"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "definition",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("codebook", JSON, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_definition"),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("arguments", JSON, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_state", "job", ["state", "asked"])

    op.create_table(
        "opened",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_opened"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rejected",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_rejected"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
    )
    op.create_table(
        "wave",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("withdraw_until", sa.Text(), nullable=False),
        sa.Column("text_until", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_wave"),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.ForeignKeyConstraint(["version"], ["definition.version"], name="fk_response_version"),
        sa.ForeignKeyConstraint(["wave"], ["wave.name"], name="fk_response_wave"),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_response_wave_questionnaire", "response", ["wave", "questionnaire", "id"])

    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name="fk_sign_in_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_account", "sign_in", ["account"])

    op.create_table(
        "comment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response"], ["response.id"], name="fk_comment_response", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_comment_place", "comment", ["questionnaire", "question", "id"])
    op.create_index("ix_comment_response", "comment", ["response"])

    op.create_table(
        "withdrawable",
        sa.Column("tag_hash", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response"], ["response.id"], name="fk_withdrawable_response", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tag_hash", name="pk_withdrawable"),
        sa.UniqueConstraint("response", name="uq_withdrawable_response"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coding",
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("frame_version", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("evidence", JSON, nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_coding_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", "coder", "code", name="pk_coding"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_coding_stands", "coding", ["stands", "code", "comment"])

    op.create_table(
        "machine_reading",
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("frame_version", sa.Text(), nullable=False),
        sa.Column("sentiment", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Double(), nullable=False),
        sa.Column("subjectivity", sa.Double(), nullable=False),
        sa.Column("assessments", JSON, nullable=False),
        sa.Column("needs_person", JSON, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_machine_reading_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", name="pk_machine_reading"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_machine_reading_urgent", "machine_reading", ["urgent", "comment"])

    op.create_table(
        "original",
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("wave", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"], ["comment.id"], name="fk_original_comment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment", name="pk_original"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("original")
    op.drop_index("ix_machine_reading_urgent", "machine_reading")

    op.drop_table("machine_reading")
    op.drop_index("ix_coding_stands", "coding")

    op.drop_table("coding")
    op.drop_table("withdrawable")
    op.drop_index("ix_comment_response", "comment")
    op.drop_index("ix_comment_place", "comment")

    op.drop_table("comment")
    op.drop_index("ix_sign_in_account", "sign_in")

    op.drop_table("sign_in")
    op.drop_index("ix_response_wave_questionnaire", "response")

    op.drop_table("response")
    op.drop_table("wave")
    op.drop_table("release")
    op.drop_table("rejected")
    op.drop_table("opened")
    op.drop_index("ix_job_state", "job")

    op.drop_table("job")
    op.drop_table("definition")
    op.drop_table("arrival")
    op.drop_table("account")
