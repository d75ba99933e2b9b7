"""``heard packs``: what a meeting needs from a release."""

from __future__ import annotations

import click

from survey.cli.main import Problem
from survey.cli.reviewing import review_database
from survey.config import Settings
from survey.review.database import reader


@click.command()
@click.argument("release")
@click.option("--pdf", is_flag=True, help="Also as tagged PDF.")
@click.pass_obj
def packs(settings: Settings, release: str, pdf: bool) -> None:
    """Write the packs of RELEASE as HTML, and with --pdf as PDF too.

    Two pages for the oversight group, questions for a scrutiny session, a page for each command
    unit with enough answers, and the key messages in Easy Read (a draft).
    """
    from analysis.release.read import ReleaseError
    from analysis.report.system import MissingLibraryError
    from survey.review.services import packs as service
    from survey.review.services import releases

    with review_database(settings) as engine, reader(engine) as session:
        try:
            written = service.write(session, settings, release, pdf=pdf)
        except (releases.ReleaseProblem, ReleaseError, MissingLibraryError) as error:
            raise Problem(str(error)) from None
    for path in written:
        click.echo(path)
