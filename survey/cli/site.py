"""``heard site``: the public findings, as plain files."""

from __future__ import annotations

from pathlib import Path

import click

from survey.cli.main import Problem
from survey.cli.reviewing import review_database
from survey.config import Settings
from survey.review.database import reader


@click.group()
def site() -> None:
    """Build the public findings site from published releases."""


@site.command("build")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to; by default the folder that this instance's public app serves.",
)
@click.option("--preview", default="", metavar="RELEASE", help="Also a draft, marked as such.")
@click.option("--no-pdf", is_flag=True, help="Leave out the packs as PDF: quicker.")
@click.pass_obj
def build(settings: Settings, out: Path | None, preview: str, no_pdf: bool) -> None:
    """Build the site: every published release, and every withdrawn one as withdrawn.

    The folder can be copied to any web server. The same releases give the same files.
    """
    from analysis.release.read import ReleaseError
    from analysis.report.system import MissingLibraryError
    from survey.review.services import site as service

    target = out or service.published_folder(settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    with review_database(settings) as engine, reader(engine) as session:
        try:
            count = service.build(session, settings, target, preview, pdf=not no_pdf)
        except (service.SiteProblem, ReleaseError, MissingLibraryError) as error:
            raise Problem(str(error)) from None
    click.echo(f"{count} files in {target}. Begin with: {target / 'index.html'}")
    if preview:
        click.echo("It holds a draft: keep it among yourselves.")
