"""``heard release``: make and list releases."""

from __future__ import annotations

import datetime

import click

from survey.cli.main import Problem
from survey.cli.reviewing import bar, review_database
from survey.config import Settings
from survey.review.database import reader, writing


@click.group()
def release() -> None:
    """Make, check and publish releases: folders of disclosure-controlled tables."""


@release.command()
@click.option("--wave", default="", help="Which wave; by default the only one.")
@click.pass_obj
def create(settings: Settings, wave: str) -> None:
    """Make a release of a wave and print its id."""
    from survey.review.services import releases

    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the team's own calendar day
    with review_database(settings) as engine:
        try:
            with writing(engine) as session, bar("Making a release") as progress:
                release_id = releases.create(
                    session, settings, wave=wave, today=today, progress=progress
                )
        except releases.ReleaseProblem as error:
            raise Problem(str(error)) from None
    click.echo(release_id)


@release.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Show every release, the newest first."""
    from survey.review.services import releases

    with review_database(settings) as engine, reader(engine) as session:
        for row in releases.listing(session):
            click.echo(f"{row.id}  wave {row.wave}  {row.state}")
