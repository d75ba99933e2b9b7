"""``heard retention``: what is due to be closed, cleared or destroyed today."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import SQLAlchemyError

from survey.box import private, purging, waves, withdrawals
from survey.cli import asking
from survey.cli.collecting import collect_database
from survey.cli.keys import key_folder
from survey.cli.main import Problem
from survey.config import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

Day = datetime.date


@dataclass(frozen=True)
class Step:
    """One thing that is due: in words, and as an action that returns what it did."""

    due: str
    act: Callable[[], str]
    noted: str = ""
    """What the audit log says was done, where that is not ``due``."""


@click.group()
def retention() -> None:
    """Keep nothing longer than promised."""


@retention.command()
@asking.side
@click.option("--yes", is_flag=True, help="Do it. Without this, only say what is due.")
@click.option("--today", hidden=True, default="", help="For tests: another day.")
@click.pass_obj
def run(settings: Settings, side: str, yes: bool, today: str) -> None:
    """Close waves whose last day is over; clear, delete and destroy what has come to its date.

    The dates are those of the waves and of [retention] in the settings. Run it every night:
    heard retention run --yes
    """
    day = Day.fromisoformat(today) if today else datetime.datetime.now(datetime.UTC).date()
    try:
        if side != "review" and settings.collect_folder.is_dir():
            with collect_database(settings) as engine:
                _work(collect_steps(settings, engine, day), yes)
        if side != "collect" and settings.review_folder.is_dir():
            _review(settings, day, yes)
    except (SQLAlchemyError, OSError):
        raise Problem(
            "a database could not be written, so not everything that is due was done. Check the "
            "disk and run it again: what was done stays done."
        ) from None


def _work(steps: Iterator[Step], yes: bool) -> list[str]:
    """Do what is due, or say it; returns it as the audit log names it."""
    found = []
    for step in steps:
        found.append(step.noted or step.due)
        click.echo(step.act() if yes else f"due: {step.due}")
    if not found:
        click.echo("Nothing is due.")
    return found


def collect_steps(settings: Settings, engine: Engine, day: Day) -> Iterator[Step]:
    """What is due on the public side, in order."""
    over = _over(settings.retention.envelopes_until, day)
    every = waves.every(engine)
    for wave in every:
        if wave.state == "open" and wave.closes_on < day:
            yield Step(f"close wave {wave.name}", lambda w=wave: _close(engine, w))  # type: ignore[misc]
        if wave.sealed and over and wave.closes_on < day:
            yield Step(
                f"remove {wave.sealed} sealed envelopes of wave {wave.name}",
                lambda w=wave: f"Removed {purging.purge(engine, w)} envelopes of wave {w.name}.",  # type: ignore[misc]
            )
    if every and all(wave.withdraw_until < day for wave in every) and withdrawals.every(engine):
        yield Step(
            "forget which answers were taken back",
            lambda: f"Forgot {withdrawals.forget(engine)} withdrawals.",
        )


def _close(engine: Engine, wave: waves.Wave) -> str:
    waves.close_wave(engine, wave.name)
    return f"Closed wave {wave.name}."


def _over(until: str, day: Day) -> bool:
    try:
        return Day.fromisoformat(until) < day
    except ValueError:
        return False


def _review(settings: Settings, day: Day, yes: bool) -> None:
    from survey.review import database
    from survey.review.services import accounts, audit
    from survey.review.services.retention import EVENT

    database.prepare(settings)
    engine = database.make_engine(settings)
    with database.writing(engine) as session:
        done = _work(review_steps(settings, session, day), yes)
        if yes:  # an entry each night, so that a night without one is seen
            folder = settings.review_folder
            audit.log(session, folder, EVENT, name=accounts.COMMAND_LINE, done=done)
    if yes:
        database.truncate_wal(engine)
    engine.dispose()


def review_steps(settings: Settings, session: Session, day: Day) -> Iterator[Step]:
    """What is due on the team's side, in order."""
    if _over(settings.retention.envelopes_until, day):
        for path in sorted(key_folder(settings).glob("*.key")):
            yield Step(
                f"destroy the private key {path}",
                lambda p=path: _destroy(p),  # type: ignore[misc]
                f"destroy the private key {path.name}",
            )
    yield from _exports(settings)
    yield from _words(settings, session, day)
    if _over(settings.retention.answers_until, day):
        yield from _answers(session)


def _destroy(path: Path) -> str:
    private.destroy(path)
    return f"Destroyed the private key {path}. Destroy its copies too."


def _exports(settings: Settings) -> Iterator[Step]:
    from survey.review.services import exports

    if count := len(exports.old(settings)):
        yield Step(
            f"remove {count} exported files that nobody fetched within a day",
            lambda: f"Removed {exports.remove_old(settings)} exported files.",
        )


def _words(settings: Settings, session: Session, day: Day) -> Iterator[Step]:
    from sqlalchemy import select

    from survey.review.models.answers import Held, Original, Wave
    from survey.review.services.opening import forget_tags
    from survey.review.services.originals import TextKeys, destroy_due

    forget_tags(session, day.isoformat())
    rows = list(session.scalars(select(Wave)))
    for row in rows:
        if not row.text_until and row.withdraw_until:
            last = Day.fromisoformat(row.withdraw_until)
            row.text_until = add_months(last, settings.retention.text_months).isoformat()
    keys = TextKeys(settings.review_folder)
    kept = {
        *session.scalars(select(Original.wave).distinct()),
        *session.scalars(select(Held.wave).distinct()),
    }
    for row in rows:
        if row.name in kept and row.text_until and row.text_until < day.isoformat():
            yield Step(
                f"destroy the words of wave {row.name} as they were written",
                lambda r=row: _said(r.name, destroy_due(session, keys, [r], day.isoformat())),  # type: ignore[misc]
            )


def _said(name: str, _done: list[str]) -> str:
    return f"Destroyed the words of wave {name} as they were written."


def _answers(session: Session) -> Iterator[Step]:
    from sqlalchemy import delete, func, select

    from survey.review.models.answers import Held, Opened, Rejected, Response

    count = session.scalar(select(func.count()).select_from(Response))
    if not count:
        return

    def act() -> str:
        for model in (Response, Held, Opened, Rejected):
            session.execute(delete(model))
        return f"Deleted {count} responses with their comments and codes."

    yield Step(f"delete {count} responses with their comments and codes", act)


def add_months(day: Day, months: int) -> Day:
    """The same day ``months`` later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = Day(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = first_of_next - datetime.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
