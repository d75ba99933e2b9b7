"""``heard wave``: waves on the collect side. One is open at a time."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from survey.box import keys, waves
from survey.cli.collecting import collect_database
from survey.cli.invite import groups, invite
from survey.cli.keys import check_name, key_folder
from survey.cli.main import Problem
from survey.config import Settings
from survey.definition import archive


@click.group()
def wave() -> None:
    """Make, open and close waves of asking."""


@wave.command()
@click.argument("name")
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The public key file; by default INSTANCE/review/keys/NAME.pub.",
)
@click.option("--closes-on", required=True, help="The last day to answer, as 2027-05-31.")
@click.option("--withdraw-until", help="The last day to withdraw; by default 14 days later.")
@click.pass_obj
def create(
    settings: Settings, name: str, key: Path | None, closes_on: str, withdraw_until: str | None
) -> None:
    """Make the wave NAME, which seals to a public key of its own."""
    last = _day(closes_on, "--closes-on")
    until = (
        _day(withdraw_until, "--withdraw-until")
        if withdraw_until
        else last + datetime.timedelta(days=14)
    )
    try:
        public = keys.load_public(key or key_folder(settings) / f"{check_name(name)}.pub")
    except keys.KeyFileError as error:
        raise Problem(
            f"{error} --key names the public half, a copy of which this user may read. "
            f"To make a key pair: heard keys create {name}"
        ) from None
    with collect_database(settings) as engine:
        made = waves.create(engine, check_name(name), public.key, last, until)
    click.echo(f"Wave {made.name} is a draft. To take answers: heard wave open {made.name}")


def _day(text: str, option: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Problem(f"{option} is a date such as 2027-05-31, not {text!r}.") from None


@wave.command("open")
@click.argument("name")
@click.pass_obj
def open_(settings: Settings, name: str) -> None:
    """Open the wave NAME: from now on answers are taken."""
    with collect_database(settings) as engine:
        opened = waves.open_wave(engine, name)
    archive.asked(settings)  # what is asked from now on can be read, whatever comes later
    click.echo(f"Wave {opened.name} is open until {opened.closes_on}.")


@wave.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def close(settings: Settings, name: str, yes: bool) -> None:
    """Close the wave NAME for good; what is still in the mixing pool moves into the box."""
    if not yes:
        click.confirm(f"Close {name}? Nobody can answer it afterwards.", abort=True)
    with collect_database(settings) as engine:
        closed = waves.close_wave(engine, name)
    click.echo(f"Wave {closed.name} is closed. In the box: {closed.sealed}.")


@wave.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """List the waves, with what the box held of each when it last took in a batch."""
    with collect_database(settings) as engine:
        every = waves.every(engine)
    if not every:
        click.echo("No waves yet. Make one: heard wave create NAME --closes-on DATE")
    for each in every:
        click.echo(
            f"{each.name}  {each.state}  closes {each.closes_on}  "
            f"withdraw until {each.withdraw_until}  key {each.key_id.hex()}  "
            f"in the box {each.sealed}"
        )


wave.add_command(invite)
wave.add_command(groups)
