"""``heard box``: take envelopes out of the box, open them, clear the box."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey.box import opening, private, purging, waves
from survey.box.keys import KeyFileError
from survey.cli import asking
from survey.cli.collecting import collect_database
from survey.cli.main import Problem
from survey.config import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from survey.review.services.opening import Stored


@click.group()
def box() -> None:
    """The sealed box: status, export, open, purge."""


@box.command()
@click.pass_obj
def status(settings: Settings) -> None:
    """Say what the box held when it last took in a batch; never how many are pending."""
    from survey.box import pool

    with collect_database(settings) as engine:
        counts = pool.counts(engine)
    click.echo(f"In the box at the last batch: {counts.total}")
    for name, count in sorted(counts.waves.items()):
        click.echo(f"  {name}: {count}")


def pick_wave(engine: Engine, name: str | None) -> waves.Wave:
    """The wave of that name; without a name the open one, or the only one."""
    if name is not None:
        return waves.get(engine, name)
    every = [wave for wave in waves.every(engine) if wave.state != "draft"]
    chosen = [wave for wave in every if wave.state == "open"] or every
    if len(chosen) != 1:
        raise Problem("say which wave: --wave NAME. `heard wave list` shows the waves.")
    return chosen[0]


wave_option = click.option("--wave", help="Which wave; by default the open one, or the only one.")


@box.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@wave_option
@click.pass_obj
def export(settings: Settings, file: Path, wave: str | None) -> None:
    """Write a wave's envelopes to FILE, sorted so that they show no order. Still sealed."""
    with collect_database(settings) as engine:
        chosen = pick_wave(engine, wave)
        with click.progressbar(length=max(chosen.sealed, 1), label="Exporting") as bar:
            try:
                header = opening.write_export(
                    engine, file, chosen, lambda done, _total: bar.update(done - bar.pos)
                )
            except OSError as error:
                raise Problem(
                    f"{file} could not be written: {error.strerror}. The box is as it was."
                ) from None
    click.echo(f"{header.count} sealed envelopes of wave {header.wave} in {file}.")
    if not header.closed:
        click.echo("The wave is open: what is still in the mixing pool comes with a later export.")


@box.command("open")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The wave's private key file.",
)
@click.option("--closed", is_flag=True, help="The wave is closed, although the export is older.")
@asking.passphrase_file
@click.pass_obj
def open_(
    settings: Settings, file: Path, key: Path, closed: bool, passphrase_file: Path | None
) -> None:
    """Open what is new in FILE and put it into the review database, shuffled."""
    try:
        header = opening.read_header(file)
        private_key = private.unwrap(key, asking.passphrase(passphrase_file))
        stored = _open(settings, file, private_key, header.closed or closed)
    except (opening.OpeningError, KeyFileError, private.WrongPassphrase) as error:
        raise Problem(str(error)) from None
    _tell(stored)


def _open(settings: Settings, file: Path, private_key: bytes, closed: bool) -> Stored:
    from survey.cli.reviewing import bar, review_database
    from survey.definition import archive, codebook
    from survey.review import database
    from survey.review.services import box_file
    from survey.review.services.accounts import COMMAND_LINE
    from survey.review.services.originals import TextKeys

    with (
        review_database(settings) as engine,
        database.writing(engine) as session,
        bar("Opening") as progress,
    ):
        stored = box_file.open_file(
            session, file, private_key,
            codebook=codebook.document(archive.asked(settings)),
            keys=TextKeys(settings.review_folder),
            closed=closed, progress=progress,
        )  # fmt: skip
        wave = opening.read_header(file).wave
        box_file.log(session, settings.review_folder, stored, wave=wave, name=COMMAND_LINE)
        return stored


def _tell(stored: Stored) -> None:
    click.echo(f"New responses: {stored.added} ({stored.comments} comments).")
    if stored.withdrawn:
        click.echo(f"Withdrawn and left out: {stored.withdrawn}.")
    if stored.held:
        click.echo(
            f"Held for a person to decide: {stored.held}. They came in a flood, or after their "
            "group's code was used up. See the page Box of the team's app."
        )
    if stored.held_urgent:
        click.echo(
            f"Of these, {stored.held_urgent} may say that somebody needs help now: read them first."
        )
    if stored.rejected:
        click.echo(f"Set aside, not opened: {stored.rejected}. The others are not affected.")
        for reason, count in sorted(stored.reasons.items()):
            click.echo(f"  {count}: {reason}")


@box.command()
@wave_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def purge(settings: Settings, wave: str | None, yes: bool) -> None:
    """Remove a closed wave's envelopes from the collect side, leaving no trace in the file."""
    with collect_database(settings) as engine:
        chosen = pick_wave(engine, wave)
        if chosen.state != "closed":
            raise Problem(f"wave {chosen.name} is {chosen.state}. Close it first.")
        if not yes:
            click.confirm(
                f"Remove {chosen.sealed} envelopes of {chosen.name}? "
                "Make sure that an export of them was opened.",
                abort=True,
            )
        gone = purging.purge(engine, chosen)
    click.echo(f"Removed {gone} envelopes of wave {chosen.name}.")


@box.command()
@click.option(
    "--list", "list_", type=click.Path(path_type=Path, dir_okay=False), help="Write the list here."
)
@click.option("--check", type=click.Path(path_type=Path), help="A list that was written earlier.")
@click.pass_obj
def root(settings: Settings, list_: Path | None, check: Path | None) -> None:
    """Print the Merkle root over everything in the box, to be published elsewhere.

    The list of hashes behind it, kept by the team, proves later that nothing was taken out.
    """
    from survey.box import backup, merkle

    with collect_database(settings) as engine:
        hashes = backup.hashes(engine)
    try:
        earlier = check.read_text(encoding="ascii").split() if check else []
        if list_:
            list_.write_text("".join(f"{each}\n" for each in hashes), encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise Problem(f"{check or list_} cannot be read or written.") from None
    click.echo(f"{len(hashes)} sealed envelopes")
    click.echo(f"Merkle root: {merkle.root(hashes)}")
    if check:
        _compare(earlier, hashes)


def _compare(earlier: list[str], hashes: list[str]) -> None:
    from survey.box import merkle

    click.echo(f"The list of {len(earlier)} has the Merkle root {merkle.root(earlier)}")
    missing = set(earlier) - set(hashes)
    if missing:
        raise Problem(f"{len(missing)} envelopes of that list are no longer in the box.")
    click.echo("Every envelope of that list is still in the box.")
