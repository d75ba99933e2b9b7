"""``heard export``: a release, or checked records of its wave, as files for other software."""

from __future__ import annotations

import time
from pathlib import Path

import click

from survey.cli.main import Problem
from survey.cli.reviewing import review_database
from survey.config import Settings

FORMATS = (
    "csv", "ods", "xlsx", "json", "parquet", "ddi", "datapackage", "codebook", "codebook-pdf",
    "sav", "dta", "all",
)  # fmt: skip
"""What ``--format`` takes; a test compares it with what the library writes."""


@click.command()
@click.option("--release", "release_id", required=True, metavar="ID", help="Which release.")
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), required=True, help="Which format, or all."
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="The folder for the files; it is made if it is not there.",
)  # fmt: skip
@click.option("--language", default="en", help="Of questions and answers, such as ar.")
@click.option(
    "--records", is_flag=True,
    help="Checked records of the release's wave instead of its tables: for the team only.",
)  # fmt: skip
@click.pass_obj
def export(
    settings: Settings, *, release_id: str, kind: str, out: Path, language: str, records: bool
) -> None:
    """Write the tables of a release, or checked records, for other people's software."""
    from analysis.export.write import UnknownFormatError
    from analysis.release.read import ReleaseError
    from analysis.report.system import MissingLibraryError
    from survey.review.services.releases import ReleaseProblem

    act = _records if records else _tables
    try:
        written = act(settings, release_id, kind, out, language)
    except UnknownFormatError:
        raise Problem(_other_kind(kind, records)) from None
    except (ReleaseProblem, ReleaseError, MissingLibraryError) as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(f"{out} cannot be written: {error.strerror}. Nothing else changed.") from None
    for path in written:
        click.echo(path)


def _tables(settings: Settings, release_id: str, kind: str, out: Path, language: str) -> list[Path]:
    from survey.review.services import exports

    return exports.release(settings, release_id, kind, out, language=language)


def _records(
    settings: Settings, release_id: str, kind: str, out: Path, language: str
) -> list[Path]:
    from survey.review.database import reader, writing
    from survey.review.services import accounts, audit, exports

    with review_database(settings) as engine:
        with reader(engine) as session:
            written = exports.records(
                session, settings, release_id, kind=kind, target=out, language=language
            )
        with writing(engine) as session:
            audit.keep_head(session, settings.review_folder / audit.FILE)
            audit.note(
                session, "exported", at=int(time.time()), name=accounts.COMMAND_LINE,
                release=release_id, what=f"records, {kind}",
            )  # fmt: skip
    return written


def _other_kind(kind: str, records: bool) -> str:
    if records:
        return f"{kind} holds what was asked, and no records. Leave --records out."
    return f"{kind} holds records of the team, and no tables. Add --records."
