"""``heard audit``: check the audit log of the review team."""

from __future__ import annotations

import click

from survey.cli.main import Problem
from survey.cli.reviewing import bar, review_database
from survey.config import Settings
from survey.review.database import reader


@click.group()
def audit() -> None:
    """Check the audit log: that nothing in it was changed, taken out or cut off."""


@audit.command()
@click.option("--head", "kept", multiple=True, help="A head that was kept elsewhere, as N:HASH.")
@click.pass_obj
def verify(settings: Settings, kept: tuple[str, ...]) -> None:
    """Go through the whole log, and compare it with the heads that were kept."""
    from survey.review.services import audit as log

    try:
        heads = [log.Head.parse(text) for text in kept]
    except ValueError:
        raise Problem(
            "a head is a number, a colon and 64 letters, as `heard audit head` prints."
        ) from None
    heads.append(log.read_head(settings.review_folder / log.FILE))
    with review_database(settings) as engine, reader(engine) as session:
        with bar("Checking") as progress:
            problems = log.verify(session, heads, progress)
        head = log.current(session)
    if problems:
        raise Problem("the audit log is not whole.\n  " + "\n  ".join(problems))
    click.echo(f"{head.n} entries, nothing changed. Head: {head}")


@audit.command("head")
@click.pass_obj
def head_(settings: Settings) -> None:
    """Print the end of the log: put it on paper, or publish it, every day."""
    from survey.review.services import audit as log

    with review_database(settings) as engine, reader(engine) as session:
        click.echo(str(log.current(session)))
