"""Second factors, throttle, vouching, audit log

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


NEW_COLUMNS: dict[str, tuple[sa.types.TypeEngine[Any], Any]] = {
    "temporary": (sa.Boolean(), sa.false()),
    "made_by": (sa.Text(), ""),
    "vouched": (sa.Text(), "an earlier version"),
    "totp": (sa.LargeBinary(), None),
    "totp_step": (sa.BigInteger(), "0"),
}
"""Column of account -> its type and what it holds in rows that are there already."""

GUARD = "the audit log is never changed"
GUARDS = {
    "sqlite": (
        f"CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
        f"BEGIN SELECT RAISE(ABORT, '{GUARD}'); END",
        f"CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
        f"BEGIN SELECT RAISE(ABORT, '{GUARD}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION audit_entry_guard() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{GUARD}'; END $$",
        "CREATE TRIGGER audit_entry_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "EXECUTE FUNCTION audit_entry_guard()",
    ),
}


def upgrade() -> None:
    for name, (kind, value) in NEW_COLUMNS.items():
        column = sa.Column(name, kind, nullable=value is None, server_default=value)
        op.add_column("account", column)
    op.create_table(
        "passkey",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name="fk_passkey_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
    )
    op.create_index("ix_passkey_account", "passkey", ["account"])

    op.create_table(
        "recovery_code",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name="fk_recovery_code_account", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_account", "recovery_code", ["account"])

    op.create_table(
        "throttle",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_throttle"),
    )

    op.create_table(
        "audit_entry",
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_audit_entry"),
    )

    op.create_table(
        "audit_head",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
    op.drop_table("throttle")
    op.drop_index("ix_recovery_code_account", "recovery_code")
    op.drop_table("recovery_code")
    op.drop_index("ix_passkey_account", "passkey")
    op.drop_table("passkey")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_guard()")
    for name in reversed(NEW_COLUMNS):
        op.drop_column("account", name)
