"""Alembic's environment for the review database; the connection comes from review.migrate."""

from __future__ import annotations

from alembic import context

from survey.review.models.every import metadata


def run() -> None:
    """Run the migrations on the connection that was handed over."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
