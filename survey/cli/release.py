"""``heard release``: make and list releases."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey.cli import asking
from survey.cli.main import Problem
from survey.cli.reviewing import bar, review_database
from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.work import ReleaseRow

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


@click.group()
def release() -> None:
    """Make, check and publish releases: folders of disclosure-controlled tables."""


@release.command()
@click.option("--wave", default="", help="Which wave; by default the only one.")
@click.option(
    "--leave-out",
    multiple=True,
    metavar="TABLE",
    help="A table that is not published, by its key or a pattern: 'families.*.by_unit'.",
)
@click.option("--leave-out-quote", multiple=True, metavar="ID", help="A quote that is left out.")
@click.option("--corrects", default="", metavar="RELEASE", help="The release this one corrects.")
@click.option("--what", default="", help="What is corrected; the public reads it.")
@click.option("--why", default="", help="Why it is corrected; the public reads it.")
@click.pass_obj
def create(
    settings: Settings,
    *,
    wave: str,
    leave_out: tuple[str, ...],
    leave_out_quote: tuple[str, ...],
    corrects: str,
    what: str,
    why: str,
) -> None:  # fmt: skip
    """Make a release of a wave and print its id."""
    from survey.review.services import accounts, release_facts, releases

    choice = releases.Choice(frozenset(leave_out), frozenset(leave_out_quote))
    correction = release_facts.Correction(corrects, what, why) if corrects else None
    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the team's own calendar day
    with review_database(settings) as engine:
        try:
            with writing(engine) as session, bar("Making a release") as progress:
                release_id = releases.create(
                    session, settings, wave=wave, today=today, choice=choice,
                    corrects=correction, progress=progress,
                )  # fmt: skip
                _note(session, settings, "release_made", release_id, name=accounts.COMMAND_LINE)
        except releases.ReleaseProblem as error:
            raise Problem(str(error)) from None
    click.echo(release_id)


@release.command()
@click.argument("release_id")
@click.pass_obj
def check(settings: Settings, release_id: str) -> None:
    """Check RELEASE_ID: checksums, thresholds, and the attack on it with all earlier ones."""
    from analysis.release.read import ReleaseError
    from survey.review.services import releases

    try:
        found = releases.shelf(settings).check(release_id)
    except ReleaseError as error:
        raise Problem(str(error)) from None
    if found:
        raise Problem(f"{release_id} cannot be published.\n  " + "\n  ".join(found))
    click.echo(f"{release_id}: nothing that is hidden can be recovered. It can be published.")


@release.command()
@click.argument("release_id")
@click.option("--first", required=True, help="The account that asks for it to be published.")
@click.option("--second", required=True, help="The account that publishes it: somebody else.")
@click.option("--first-passphrase-file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--second-passphrase-file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def publish(
    settings: Settings,
    *,
    release_id: str,
    first: str,
    second: str,
    first_passphrase_file: Path | None,
    second_passphrase_file: Path | None,
) -> None:
    """Publish RELEASE_ID: two publishers give their passphrases, one after the other."""
    from survey.review.services import publishing, releases

    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the team's own calendar day
    with review_database(settings) as engine:
        asking_one = _publisher(engine, first, first_passphrase_file)
        publishing_one = _publisher(engine, second, second_passphrase_file)
        try:
            with writing(engine) as session:
                row = _row(session, release_id)
                if row.state == publishing.DRAFT:
                    publishing.ask(row, asking_one)
                publishing.publish(session, row, publishing_one, releases.shelf(settings), today)
                _note(
                    session, settings, "published", release_id,
                    account=publishing_one, name=second,
                )  # fmt: skip
        except publishing.NotPublished as error:
            raise Problem(str(error)) from None
        public = publishing.public_key(settings.review_folder)
    click.echo(f"{release_id} is published. It is signed; check it with: {public}")


@release.command()
@click.argument("release_id")
@click.option("--key", help="The public key (base64); by default this instance's own.")
@click.pass_obj
def verify(settings: Settings, release_id: str, key: str | None) -> None:
    """Check that RELEASE_ID is as it was signed."""
    from analysis.release.read import ReleaseError
    from survey.review.services import publishing, releases

    public = key or publishing.public_key(settings.review_folder)
    try:
        releases.shelf(settings).verify(release_id, public)
    except ReleaseError as error:
        raise Problem(str(error)) from None
    click.echo(f"{release_id} is whole, and signed with {public}")


@release.command()
@click.argument("release_id")
@click.option("--why", required=True, help="The reason, which the public reads.")
@click.pass_obj
def withdraw(settings: Settings, release_id: str, why: str) -> None:
    """Mark RELEASE_ID as withdrawn. It stays in the ledger: people have seen it."""
    from survey.review.services import accounts, publishing, releases

    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the team's own calendar day
    with review_database(settings) as engine:
        try:
            with writing(engine) as session:
                row = _row(session, release_id)
                publishing.withdraw(row, why, releases.shelf(settings), today)
                _note(session, settings, "withdrawn", release_id, name=accounts.COMMAND_LINE)
        except publishing.NotPublished as error:
            raise Problem(str(error)) from None
    click.echo(f"{release_id} is withdrawn.")


def _publisher(engine: Engine, name: str, file: Path | None) -> str:
    from survey.review.services import accounts

    click.echo(f"{name}:")
    words = asking.passphrase(file)
    with reader(engine) as session:
        account = accounts.verify(session, name, words)
        if account is None or not account.vouched or "publisher" not in account.roles:
            raise Problem(f"{name} is no publisher, or the passphrase is not right.")
        return account.id


def _row(session: Session, release_id: str) -> ReleaseRow:
    row = session.get(ReleaseRow, release_id)
    if row is None:
        raise Problem(f"there is no release {release_id}. `heard release list` shows all.")
    return row


def _note(session: Session, settings: Settings, event: str, release_id: str, **who: str) -> None:
    from survey.review.services import audit

    audit.log(session, settings.review_folder, event, release=release_id, **who)


@release.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Show every release, the newest first."""
    from survey.review.services import releases

    with review_database(settings) as engine, reader(engine) as session:
        for row in releases.listing(session):
            click.echo(f"{row.id}  wave {row.wave}  {row.state}")
