"""``heard keys``: one key pair a wave. Run it where the review team works, best offline."""

from __future__ import annotations

import re
from pathlib import Path

import click

from survey.box import keys as public_keys
from survey.box import private
from survey.cli import asking
from survey.cli.main import Problem
from survey.config import Settings

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def key_folder(settings: Settings) -> Path:
    """Where key pairs lie unless ``--folder`` says otherwise: on the review side."""
    return settings.review_folder / "keys"


def check_name(name: str) -> str:
    """A name of a key or wave, which becomes a file name; raises :class:`Problem`."""
    if not NAME.fullmatch(name):
        raise Problem(
            f"{name!r} cannot be a name here. Use small letters, digits and hyphens, "
            "as in spring-2027."
        )
    return name


folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the key files lie; by default INSTANCE/review/keys.",
)


@click.group()
def keys() -> None:
    """Make, show and destroy the key pairs of waves."""


@keys.command()
@click.argument("name")
@folder_option
@asking.passphrase_file
@click.pass_obj
def create(
    settings: Settings, name: str, folder: Path | None, passphrase_file: Path | None
) -> None:
    """Make the key pair NAME: NAME.key (private, wrapped by a passphrase) and NAME.pub.

    Whoever has NAME.key and the passphrase can open the answers; without both, nobody can.
    """
    folder = folder or key_folder(settings)
    path = folder / f"{check_name(name)}.key"
    if path.exists():
        raise Problem(f"{path} exists. A key is never overwritten: choose another name.")
    words = asking.passphrase(passphrase_file, new=True)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        public = private.create(path, name, words)
        public_keys.write_public(path.with_suffix(".pub"), public)
    except private.WeakPassphrase as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(f"{folder} cannot be written: {error.strerror}.") from None
    click.echo(f"Private key: {path}")
    click.echo(f"Public key:  {path.with_suffix('.pub')}  (carry this one to the collect side)")
    click.echo(f"Key id:      {public.key_id.hex()}")
    click.echo("If the passphrase or the private key is lost, the answers are lost. Keep a copy")
    click.echo("of the key file in a second place, and the passphrase apart from both.")


@keys.command()
@folder_option
@click.pass_obj
def show(settings: Settings, folder: Path | None) -> None:
    """List the keys: their names, their ids, and whether the private half is here."""
    folder = folder or key_folder(settings)
    files = sorted({path.with_suffix("") for path in folder.glob("*.*") if path.suffix in _KINDS})
    if not files:
        click.echo(f"No keys in {folder}. Make one: heard keys create NAME")
    for stem in files:
        here = [kind for kind in _KINDS if stem.with_suffix(kind).exists()]
        try:
            public = public_keys.load_public(stem.with_suffix(here[0]))
        except public_keys.KeyFileError as error:
            click.echo(f"{stem.name}: {error}")
            continue
        half = "private and public" if ".key" in here else "public only"
        click.echo(f"{public.name}  {public.key_id.hex()}  {half}")


_KINDS = (".key", ".pub")


@keys.command()
@click.argument("name")
@folder_option
@click.option("--yes", is_flag=True, help="Do not ask for the name again.")
@click.pass_obj
def destroy(settings: Settings, name: str, folder: Path | None, yes: bool) -> None:
    """Destroy the private key NAME: its wave's envelopes, backups included, become unreadable."""
    path = (folder or key_folder(settings)) / f"{check_name(name)}.key"
    if not path.exists():
        raise Problem(f"there is no private key {path}. `heard keys show` lists the keys.")
    if not yes:
        click.echo("Answers that are still sealed to this key can then never be read again.")
        if click.prompt("Type the name of the key to destroy it") != name:
            raise Problem("that is another name. Nothing was destroyed.")
    try:
        private.destroy(path)
    except public_keys.KeyFileError as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(f"{path} could not be destroyed: {error.strerror}.") from None
    click.echo(f"{path} is destroyed. Destroy every copy of it as well; the public key may stay.")
