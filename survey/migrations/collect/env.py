"""Alembic's entry for the collect database: runs on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from survey.box.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
