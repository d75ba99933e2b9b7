"""``heard wave invite`` and ``heard wave groups``: codes for groups of 50 people or more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from survey import invitations
from survey.box import groups as groups_of
from survey.cli.collecting import collect_database
from survey.cli.main import Problem
from survey.config import Settings

FEW = 10
"""A smaller number of answers is shown as "fewer than"."""


@click.command()
@click.argument("name")
@click.argument("questionnaire", type=click.Choice(sorted(invitations.PURPOSES)))
@click.option(
    "--group",
    "wanted",
    type=(str, int),
    multiple=True,
    required=True,
    metavar="NAME PEOPLE",
    help="A group and how many people it has, at least 50. May be given several times.",
)
@click.option(
    "--sheets",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the printable sheets (PDF).",
)
@click.pass_obj
def invite(
    settings: Settings,
    name: str,
    questionnaire: str,
    wanted: tuple[tuple[str, int], ...],
    sheets: Path,
) -> None:
    """Make one code for each group of wave NAME, and a printable sheet for each.

    From then on QUESTIONNAIRE is answered with a code only. Codes are kept nowhere but on the
    sheets: print each as often as the group has people.
    """
    from analysis.report.system import MissingLibraryError

    if sheets.exists():
        raise Problem(f"{sheets} exists. Nothing is overwritten: choose another name.")
    made = [invitations.Sheet(group, people, groups_of.new_code()) for group, people in wanted]
    try:
        with collect_database(settings) as engine, _new_file(sheets):
            invitations.write(settings, questionnaire, made, sheets)
            some = [(sheet.name, sheet.people, sheet.code) for sheet in made]
            groups_of.add(engine, name, questionnaire, some)
    except groups_of.GroupError as error:
        raise Problem(str(error)) from None
    except MissingLibraryError as error:
        raise Problem(f"{error} No code was made.") from None
    except OSError as error:
        raise Problem(f"{sheets} cannot be written: {error.strerror}. No code was made.") from None
    for sheet in made:
        click.echo(f"{sheet.name}: {sheet.people} people")
    click.echo(f"Sheets: {sheets}. Print them, then remove the file: the codes are only there.")


@contextmanager
def _new_file(path: Path) -> Iterator[None]:
    """A file that only its owner may read, and that goes again when anything fails."""
    path.touch(mode=0o600)
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@click.command()
@click.argument("name")
@click.pass_obj
def groups(settings: Settings, name: str) -> None:
    """Show the groups of wave NAME, and how many answers each had at the last batch."""
    with collect_database(settings) as engine:
        every = groups_of.every(engine, name)
    if not every:
        click.echo(f"Wave {name} has no groups: it is answered without a code.")
    for group in every:
        answers = f"{group.answers}" if group.answers >= FEW else f"fewer than {FEW}"
        click.echo(f"{group.questionnaire}  {group.name}  {answers} of {group.people}")
