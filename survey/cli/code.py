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
    from survey.review.services.accounts import COMMAND_LINE

    with review_database(settings) as engine:
        with bar("Coding") as progress:
            task = runner.Task(settings, engine, {}, progress, name=COMMAND_LINE)
            _, message = runner.code(task)
        click.echo(message)
