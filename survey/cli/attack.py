"""``heard attack``: the motivated intruder's kit, for an outside auditor."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from survey.cli.main import Problem
from survey.config import Settings
from survey.intruder import inspection, rehearsal, saved
from survey.intruder.rehearsal import SECTIONS, Line


@click.command()
@click.option(
    "--answers",
    default=1000,
    show_default=True,
    type=click.IntRange(100, 100_000),
    help="How many known answers to send into the copy.",
)
@click.option("--work", type=click.Path(path_type=Path), help="Folder for the copy; removed after.")
@click.pass_obj
def attack(settings: Settings, answers: int, work: Path | None) -> None:
    """Try to break this instance's anonymity; print what each attack recovers.

    The files of the instance are looked at as they lie. Then a copy of its collect folder gets
    known answers, and every attack on order, matching, group codes, length, backups, residue and
    saved answers is run on the copy. The instance itself is never changed, and no real answer is
    opened.
    """
    if not settings.collect_folder.is_dir():
        raise Problem(f"there is no collect side in {settings.instance} to attack.")
    lines = list(inspection.inspect(settings))
    with _workplace(settings, work) as place:
        with click.progressbar(length=answers, label="Sending known answers") as bar:
            done = rehearsal.rehearse(
                settings, place, answers, lambda at, _total: bar.update(at - bar.pos)
            )
        lines += rehearsal.table(done, place)
        done.engine.dispose()
        lines += saved.table(saved.rehearse(settings, place / "saved"))
    _print(lines)


@contextmanager
def _workplace(settings: Settings, work: Path | None) -> Iterator[Path]:
    place = (work or settings.instance) / f".attack-{secrets.token_hex(4)}"
    try:
        place.mkdir(mode=0o700, parents=True)
        yield place
    except (OSError, sqlite3.Error) as error:
        raise Problem(f"the attack could not be run: {error}. The instance is as it was.") from None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _print(lines: list[Line]) -> None:
    """The table, question by question; beside each result what was expected."""
    parts = ("attack", "result", "chance")
    widths = [max(len(getattr(line, part)) for line in lines) for part in parts]
    for section, question in SECTIONS.items():
        some = [line for line in lines if line.section == section]
        if not some:
            continue
        click.echo(f"\n{question}")
        for line in some:
            cells = [getattr(line, part) for part in parts]
            padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
            word = "BROKEN" if line.broken else "holds"
            click.echo(f"  {padded[0]}  {padded[1]}  expected: {padded[2]}  {word}")
    broken = sum(line.broken for line in lines)
    click.echo()
    if broken:
        click.echo(
            f"{broken} of {len(lines)} attacks worked. Do not ask anybody until this is mended."
        )
        raise SystemExit(1)
    click.echo(f"None of {len(lines)} attacks did better than chance.")
    click.echo("A blind guess passes its own limit for order once in 16,000 lines: if a single")
    click.echo("line is broken by a hair, run it again. How to read this: docs/anonymity.md")
