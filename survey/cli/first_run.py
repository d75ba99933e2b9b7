"""What an empty instance still needs: a wave with its key, and somebody who can sign in."""

from __future__ import annotations

import datetime
import sys

import click

from survey.box import store, waves
from survey.cli import keys, users, wave
from survey.config import Settings

NAME = "first"
DAYS = 90
"""How long the first wave takes answers unless the person says otherwise."""

BY_HAND = f"""\
This instance has no wave yet, so the public app says that the survey is not open.
  heard keys create {NAME}                        make its key pair
  heard wave create {NAME} --closes-on 2027-05-31 make the wave
  heard wave open {NAME}                          take answers
  heard users add NAME --role coder              add somebody who may sign in
(each with --instance before it, as you gave it here)"""


def offer(context: click.Context, settings: Settings) -> None:
    """Ask, at a terminal, whether to make the first wave and account now; else say how."""
    if waves.every(store.prepare(settings)):
        return
    if not sys.stdin.isatty():
        click.echo(BY_HAND)
        return
    click.echo("This instance has no wave yet: nobody can answer, and nobody can sign in.")
    if click.confirm("Make the first wave, its key and an account now?", default=True):
        _make(context)
    else:
        click.echo(BY_HAND)


def _make(context: click.Context) -> None:
    click.echo("\nThe key: answers are sealed to it. Without its passphrase nobody can read them.")
    context.invoke(keys.create, name=NAME, folder=None, passphrase_file=None)
    today = datetime.datetime.now(datetime.UTC).date()
    closes = click.prompt(
        "\nThe last day to answer", default=(today + datetime.timedelta(DAYS)).isoformat()
    )
    context.invoke(wave.create, name=NAME, key=None, closes_on=closes, withdraw_until=None)
    context.invoke(wave.open_, name=NAME)
    click.echo("\nAn account for the review team.")
    name = click.prompt("Name to sign in with")
    roles = ("coder", "analyst", "publisher")
    context.invoke(users.add, name=name, roles=roles, passphrase_file=None)
    click.echo()
