"""``heard backup``: backups that show whole batches only, and putting one back."""

from __future__ import annotations

import sqlite3
import tarfile
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from survey.box import backup as box_backup
from survey.box import store
from survey.cli.collecting import collect_database
from survey.cli.main import Problem
from survey.config import Settings


@click.group()
def backup() -> None:
    """Back up either side, and restore the box."""


@backup.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def box(settings: Settings, folder: Path) -> None:
    """Back up the box into FOLDER, as it was when it last took in a batch.

    Refuses when no batch has come since the last backup there. What waits in the mixing pool,
    up to one batch, is in no backup: two backups would show what came between them.
    """
    with collect_database(settings) as engine:
        try:
            made = box_backup.make(engine, folder)
        except box_backup.BackupError as error:
            raise Problem(str(error)) from None
        except (OSError, SQLAlchemyError):
            raise Problem(
                f"no backup could be written to {folder}. Check that it has room and that this "
                "user may write there. The box is as it was."
            ) from None
    click.echo(f"{made.path}: {made.envelopes} sealed envelopes")
    click.echo(f"Merkle root: {made.root}")
    for path in made.removed:
        click.echo(f"Removed {path}: it lay less than a batch away. Remove its copies too.")


@backup.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--root", default="", help="The Merkle root that was printed with the backup.")
@click.pass_obj
def restore(settings: Settings, file: Path, root: str) -> None:
    """Put a backup of the box in the place of a collect database that is lost."""
    try:
        count = box_backup.restore(file, store.database(settings), root)
    except box_backup.BackupError as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(f"the backup could not be restored: {error.strerror}.") from None
    with collect_database(settings):
        click.echo(f"Restored {count} sealed envelopes to {store.database(settings)}.")
    click.echo("Answers that waited in the mixing pool when the database was lost are lost.")


@backup.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def review(settings: Settings, file: Path) -> None:
    """Copy the review database (SQLite) to FILE. It holds opened answers: encrypt it.

    With PostgreSQL use its own tool, pg_dump. Make a backup of the releases as well, with
    `heard backup releases`.
    """
    source = settings.review_folder / "review.sqlite3"
    if settings.review.database:
        raise Problem("the review database is not SQLite here. Back it up with pg_dump.")
    if not source.exists():
        raise Problem(f"there is no review database {source}.")
    if file.exists():
        raise Problem(f"{file} exists. Nothing is overwritten: choose another name.")
    try:
        _log(settings)
        _copy(source, file)
    except (sqlite3.Error, SQLAlchemyError, OSError):
        file.unlink(missing_ok=True)
        raise Problem(
            f"{file} could not be written. Check that there is room. The review database is "
            "as it was."
        ) from None
    click.echo(f"{file}: a copy of the review database.")
    click.echo("The text keys and the wave keys are not in it. Keep it encrypted.")


@backup.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def releases(settings: Settings, file: Path) -> None:
    """Put the releases and their ledger into FILE (tar). Without the ledger nothing is released.

    The ledger holds exact counts: only you may read FILE. Unpack it in the review folder.
    """
    found = [settings.review_folder / name for name in ("ledger", "releases")]
    if not any(path.is_dir() for path in found):
        raise Problem(f"there are no releases in {settings.review_folder}.")
    if file.exists():
        raise Problem(f"{file} exists. Nothing is overwritten: choose another name.")
    try:
        file.touch(mode=0o600)
        with tarfile.open(file, "w") as archive:
            for path in found:
                if path.is_dir():
                    archive.add(path, path.name)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise Problem(f"{file} could not be written: {error.strerror}.") from None
    click.echo(f"{file}: the ledger and the releases. It holds exact counts: keep it encrypted.")


def _log(settings: Settings) -> None:
    """Log it first, so that the copy has it too.

    A database of an older version is copied as it is: that is what a backup before an upgrade is.
    """
    from survey.review import database, migrate
    from survey.review.services import accounts, audit

    engine = database.make_engine(settings)
    if migrate.current(engine) == migrate.head():
        with database.writing(engine) as session:
            audit.log(session, settings.review_folder, "backed_up", name=accounts.COMMAND_LINE)
    engine.dispose()


def _copy(source: Path, file: Path) -> None:
    file.touch(mode=0o600)
    reader, writer = sqlite3.connect(source), sqlite3.connect(file)
    try:
        reader.backup(writer)
    finally:
        reader.close()
        writer.close()
