"""``heard code``: let the machine code what it has not read yet."""

from __future__ import annotations

import click

from survey.cli.reviewing import bar, review_database
from survey.config import Settings


@click.command()
@click.pass_obj
def code(settings: Settings) -> None:
    """Code every comment that the machine has not read with this coding frame."""
    from survey.review import runner

    with review_database(settings) as engine:
        with bar("Coding") as progress:
            _, message = runner.code(runner.Task(settings, engine, {}, progress))
        click.echo(message)
