"""``heard recommendations``: the ledger of what was asked for, and what came of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey.cli.main import Problem
from survey.cli.reviewing import review_database
from survey.config import Settings
from survey.review.database import reader, writing

if TYPE_CHECKING:
    from analysis.recommendations.model import Ledger


@click.group()
def recommendations() -> None:
    """List, export and import the ledger of recommendations."""


@recommendations.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Show every recommendation: key, status, owner, due date, and what it says."""
    from analysis.recommendations.model import STATUSES, TO_BE_ENTERED
    from survey.review.services import recommendations as service

    with review_database(settings) as engine, reader(engine) as session:
        for row in service.ledger(session).recommendations:
            facts = " · ".join(filter(None, (STATUSES[row.status], row.owner, row.due)))
            click.echo(f"{row.key:22}  {facts}  {row.words or f'({TO_BE_ENTERED})'}")


@recommendations.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export(settings: Settings, file: Path) -> None:
    """Write the ledger to FILE: .toml (everything), .json, or .csv (for spreadsheets)."""
    from analysis.recommendations import files
    from survey.review.services import recommendations as service

    writers = {".toml": files.to_toml, ".json": files.to_json, ".csv": files.to_csv}
    write = writers.get(file.suffix)
    if write is None:
        raise Problem("the file ends in .toml, .json or .csv.")
    with review_database(settings) as engine, reader(engine) as session:
        text = write(service.ledger(session))
    file.write_text(text, encoding="utf-8", newline="")
    click.echo(file)


@recommendations.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def import_(settings: Settings, file: Path) -> None:
    """Take in the rows of FILE (.toml or .csv). All of them, or nothing.

    Rows are known by their key. Rows that FILE does not name stay as they are.
    """
    from analysis.recommendations import files
    from survey.review.services import audit
    from survey.review.services import recommendations as service
    from survey.review.services.accounts import COMMAND_LINE

    text = file.read_text(encoding="utf-8-sig")
    with review_database(settings) as engine, writing(engine) as session:
        audit.keep_head(session, settings.review_folder / audit.FILE)
        try:
            given = _read(file.suffix, text, service.ledger(session))
            keys = service.take_in(session, given)
        except (files.LedgerError, service.LedgerProblem) as error:
            raise Problem(str(error)) from None
        audit.note(
            session, "recommendations_imported",
            at=int(time.time()), name=COMMAND_LINE, rows=keys,
        )  # fmt: skip
    click.echo(f"{len(keys)} rows were new or changed.")


def _read(suffix: str, text: str, present: Ledger) -> Ledger:
    from analysis.recommendations import files

    if suffix == ".csv":
        return files.from_csv(text, present)
    if suffix == ".toml":
        return files.from_toml(text)
    raise Problem("the file ends in .toml or .csv.")
