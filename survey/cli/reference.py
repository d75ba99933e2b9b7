"""``heard reference``: the dated lists and counts that a team keeps beside its answers."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey.cli.main import Problem
from survey.config import Settings
from survey.paths import REFERENCE

if TYPE_CHECKING:
    from survey.definition.reference import Reference


@click.group()
def reference() -> None:
    """Show, check and take over the reference lists: units, forces, channels, supports, counts."""


@reference.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Check every list that is in use, and name what no person has confirmed."""
    from analysis.reference.load import BadReferenceError, of_folder
    from survey.definition.problems import DefinitionError
    from survey.definition.reference import load_reference

    folder = settings.reference_folder
    try:
        lists, counts = load_reference(folder), of_folder(folder)
    except (DefinitionError, BadReferenceError) as error:
        raise Problem(f"the reference lists in {folder} cannot be used.\n{error}") from None
    click.echo(f"Lists in use: {folder}")
    for line in _lines(lists):
        click.echo(line)
    known = counts["denominators"]
    click.echo(f"counts: {len(known['denominators'])}, {len(known['unknown'])} unknown")
    click.echo("unit sizes for weighting: " + (counts["margin"].get("source") or "none"))


def _lines(lists: Reference) -> Iterator[str]:
    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the team's own calendar day
    for name, entries in (
        ("units", lists.units), ("forces", lists.forces), ("channels", lists.channels),
    ):  # fmt: skip
        open_ = [entry.code for entry in entries if not entry.confirmed]
        yield f"{name}: {len(entries)}, not confirmed: {', '.join(open_) or 'none'}"
        past = [e.code for e in entries if e.valid_to and e.valid_to < today]
        if past:
            yield f"  no longer valid: {', '.join(past)}"
    open_ = [key for key, support in lists.supports.items() if not support.checked]
    yield f"supports: {len(lists.supports)}, not confirmed: {', '.join(open_) or 'none'}"


@reference.command()
@click.pass_obj
def copy(settings: Settings) -> None:
    """Copy the lists that ship into the instance, for the team to edit. Nothing is overwritten."""
    from analysis.reference.load import SHIPPED

    target = settings.instance / "reference"
    target.mkdir(parents=True, exist_ok=True)
    for source in (*sorted(REFERENCE.glob("*.toml")), SHIPPED):
        _take(source, target / source.name)
    click.echo("Edit them, then run: heard reference check")


def _take(source: Path, target: Path) -> None:
    if target.exists():
        click.echo(f"{target} is there already: left as it is.")
    else:
        shutil.copyfile(source, target)
        click.echo(target)
