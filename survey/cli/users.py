"""``heard users``: accounts of the review team."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.cli import asking
from survey.cli.main import Problem
from survey.cli.reviewing import review_database
from survey.config import Settings
from survey.review.database import reader, writing
from survey.review.models.people import Account
from survey.review.permissions import DESCRIPTIONS, Role
from survey.review.services import accounts, audit, safeguarding, sign_ins

passphrase_file = click.option(
    "--password-file",
    "--passphrase-file",
    "passphrase_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read the passphrase from the first line of this file instead of asking.",
)
role_option = click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person may do; may be given several times. Default: coder.",
)


@click.group()
def users() -> None:
    """Add, list and change the accounts of the review team."""


@users.command()
@click.argument("name")
@role_option
@passphrase_file
@click.pass_obj
def add(
    settings: Settings, name: str, roles: tuple[str, ...], passphrase_file: Path | None
) -> None:
    """Add an account for NAME; asks for its passphrase twice."""
    passphrase = asking.passphrase(passphrase_file, new=True)
    with review_database(settings) as engine:
        try:
            with writing(engine) as session:
                given = list(roles or (Role.CODER.value,))
                accounts.create(session, name, passphrase, given)
                _log(session, settings, "account_made", whose=name, roles=given)
        except accounts.AccountProblem as error:
            raise Problem(str(error)) from None
    click.echo(f"{name} can sign in. Roles: {', '.join(roles or ('coder',))}.")


@users.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Show every account with its roles."""
    with review_database(settings) as engine, reader(engine) as session:
        for account in session.scalars(select(Account).order_by(Account.name)):
            state = "" if account.active else "  (closed)"
            click.echo(f"{account.name}: {', '.join(account.roles)}{state}")


@users.command()
@click.argument("name")
@passphrase_file
@click.pass_obj
def passphrase(settings: Settings, name: str, passphrase_file: Path | None) -> None:
    """Set a new passphrase for NAME, and end every session of that account."""
    words = asking.passphrase(passphrase_file, new=True)
    with review_database(settings) as engine:
        try:
            with writing(engine) as session:
                account = _known(accounts.find(session, name), name)
                accounts.set_passphrase(session, account, words)
                sign_ins.end_all(session, account.id)
                _log(session, settings, "account_reset", whose=name)
        except accounts.AccountProblem as error:
            raise Problem(str(error)) from None
    click.echo(f"{name} has a new passphrase and is signed out everywhere.")


@users.command()
@click.argument("name")
@click.pass_obj
def close(settings: Settings, name: str) -> None:
    """Close the account of NAME: it cannot sign in, and its sessions end now."""
    with review_database(settings) as engine, writing(engine) as session:
        account = _known(accounts.find(session, name), name)
        account.active = False
        sign_ins.end_all(session, account.id)
        _log(session, settings, "account_closed", whose=name)
    click.echo(f"The account {name} is closed. What it coded stays.")


@users.command()
@click.argument("name")
@click.option("--hours", default=24, show_default=True, help="Within how many hours.")
@click.pass_obj
def duty(settings: Settings, name: str, hours: int) -> None:
    """Put NAME on duty: that person reads what may be urgent, within a time limit."""
    with review_database(settings) as engine:
        try:
            with writing(engine) as session:
                account = _known(accounts.find(session, name), name)
                safeguarding.set_duty(session, account, hours, accounts.COMMAND_LINE)
                _log(session, settings, "duty_set", whose=name, hours=hours)
        except safeguarding.NotYours as error:
            raise Problem(str(error)) from None
    click.echo(f"{name} is on duty: what may be urgent is read within {hours} hours.")


@users.command()
def roles() -> None:
    """Say what each role may do."""
    for role, words in DESCRIPTIONS.items():
        click.echo(f"{role.value}: {words}")


def _log(session: Session, settings: Settings, event: str, **facts: Any) -> None:
    audit.log(session, settings.review_folder, event, name=accounts.COMMAND_LINE, **facts)


def _known(account: Account | None, name: str) -> Account:
    if account is None:
        raise Problem(f"there is no account {name}. `heard users list` shows all.")
    return account
