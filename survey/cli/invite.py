"""``heard wave invite`` and ``heard wave groups``: codes for groups of 50 people or more."""

from __future__ import annotations

from pathlib import Path

import click

from survey import invitations
from survey.box import groups as box_groups
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
    from analysis.report.system import MissingLibraryError, require

    if sheets.exists():
        raise Problem(f"{sheets} exists. Nothing is overwritten: choose another name.")
    try:
        require()
        sheets.touch(mode=0o600)
        made = _make(settings, name, questionnaire, wanted)
        invitations.write(settings, questionnaire, made, sheets)
    except MissingLibraryError as error:
        raise Problem(f"{error} No code was made.") from None
    except OSError as error:
        raise Problem(f"{sheets} cannot be written: {error.strerror}.") from None
    for sheet in made:
        click.echo(f"{sheet.name}: {sheet.people} people")
    click.echo(f"Sheets: {sheets}. Print them, then remove the file: the codes are only there.")


def _make(
    settings: Settings, name: str, questionnaire: str, wanted: tuple[tuple[str, int], ...]
) -> list[invitations.Sheet]:
    with collect_database(settings) as engine:
        try:
            return [
                invitations.Sheet(
                    group, people, box_groups.create(engine, name, questionnaire, group, people)
                )
                for group, people in wanted
            ]
        except box_groups.GroupError as error:
            raise Problem(str(error)) from None


@click.command()
@click.argument("name")
@click.pass_obj
def groups(settings: Settings, name: str) -> None:
    """Show the groups of wave NAME, and how many answers each had at the last batch."""
    with collect_database(settings) as engine:
        every = box_groups.every(engine, name)
    if not every:
        click.echo(f"Wave {name} has no groups: it is answered without a code.")
    for group in every:
        answers = f"{group.answers}" if group.answers >= FEW else f"fewer than {FEW}"
        click.echo(f"{group.questionnaire}  {group.name}  {answers} of {group.people}")
