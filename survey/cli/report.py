"""``heard report``: write the review summary of a release."""

from __future__ import annotations

import click

from survey.cli.main import Problem
from survey.config import Settings


@click.command()
@click.argument("release")
@click.option("--pdf", is_flag=True, help="Also as tagged PDF, with the annex of tables beside it.")
@click.option("--large-print", is_flag=True, help="Also as a tagged PDF in 18 point.")
@click.pass_obj
def report(settings: Settings, release: str, pdf: bool, large_print: bool) -> None:
    """Write the review summary of RELEASE as HTML, and with --pdf as PDF too."""
    from analysis.release.read import ReleaseError
    from survey.review.services import releases

    try:
        written = releases.report(settings, release, pdf=pdf, large=large_print)
    except (releases.ReleaseProblem, ReleaseError) as error:
        raise Problem(str(error)) from None
    for path in written:
        click.echo(path)
