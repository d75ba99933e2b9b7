"""``heard check live``: what only people can decide must be decided before anyone is asked."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.cli import asking
from survey.config import Settings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@click.group()
def check() -> None:
    """Check an instance."""


@check.command()
@asking.side
@click.pass_obj
def live(settings: Settings, side: str) -> None:
    """Say whether this instance may ask real people, and all that is missing if not."""
    problems = [line for ask in checks(side) for line in ask(settings)]
    for line in problems:
        click.echo(f"- {line}")
    if problems:
        click.echo(f"Not ready: {len(problems)} to mend. Nothing was changed.")
        raise SystemExit(1)
    click.echo("Ready: nothing that software can check is missing.")


Check = Callable[[Settings], Iterator[str]]


def checks(side: str) -> tuple[Check, ...]:
    """The checks of a side, in the order in which a person would mend them."""
    both: tuple[Check, ...] = (not_a_demo, operator, retention)
    collect: tuple[Check, ...] = (
        no_demo_envelopes, supports, languages, reachable, wave, waves_over,
    )  # fmt: skip
    review: tuple[Check, ...] = (no_demo_responses, accounts, retention_runs)
    return both + (collect if side != "review" else ()) + (review if side != "collect" else ())


def not_a_demo(settings: Settings) -> Iterator[str]:
    """An instance that was made for the demo stays a demo."""
    if settings.demo or (settings.instance / "demo.done").exists():
        yield "This instance is a demo. Make another one: heard --instance FOLDER run"


def operator(settings: Settings) -> Iterator[str]:
    """Respondents are told who asks, and where the notice and the findings are."""
    for key, what in (
        ("name", "who runs the review"),
        ("contact", "how to reach them"),
        ("privacy_notice", "where the privacy notice is"),
        ("findings_url", "where the findings will be published"),
        ("findings_month", "when the findings will be published"),
        ("formats_within", "how soon you answer who asks for another format"),
    ):
        if not getattr(settings.operator, key).strip():
            yield f"Say {what}: [operator] {key} in settings.toml."


def retention(settings: Settings) -> Iterator[str]:
    """Dates of destruction are decided before the first answer."""
    today = datetime.datetime.now(datetime.UTC).date()
    for key, what in (
        ("envelopes_until", "when the wave's key is destroyed"),
        ("answers_until", "when opened answers are deleted"),
    ):
        given = getattr(settings.retention, key)
        try:
            if datetime.date.fromisoformat(given) <= today:
                yield f"[retention] {key} is in the past."
        except ValueError:
            yield f"Decide {what}: [retention] {key} in settings.toml, as 2027-12-31."


def no_demo_envelopes(settings: Settings) -> Iterator[str]:
    """A wave made by the demo never takes real answers."""
    from survey.box import store, waves
    from survey.demo.wave import WAVES

    if any(found.name in WAVES for found in waves.every(store.prepare(settings))):
        yield "A wave of the demo is in this instance. Make another instance."


def supports(settings: Settings) -> Iterator[str]:
    """Every number that a person in distress may call was tried by a person."""
    from survey.definition.problems import DefinitionError
    from survey.definition.reference import load_reference

    try:
        found = load_reference(settings.reference_folder).supports.values()
    except DefinitionError as error:
        yield (
            f"The reference lists in {settings.reference_folder} cannot be used. heard reference "
            f"copy puts back those that are missing. {error}"
        )
        return
    unchecked = [support.key for support in found if not support.checked]
    if unchecked:
        where = settings.instance / "reference" / "supports.toml"
        yield (
            f"Confirm each support number by calling it, and enter the day as checked in {where} "
            "(heard reference copy puts the file there): " + ", ".join(unchecked)
        )


def languages(settings: Settings) -> Iterator[str]:
    """A translation that nobody has confirmed is never offered."""
    if settings.collect.allow_draft_languages:
        yield "Draft translations are offered: set [collect] allow_draft_languages = false."


def reachable(settings: Settings) -> Iterator[str]:
    """People reach it by https, under names of its own."""
    if not settings.collect.https:
        yield "The public app is not marked as served by https: [collect] https = true."
    if LOOPBACK.issuperset(settings.collect.hostnames):
        yield "The public app has no public name: [collect] hostnames in settings.toml."
    if set(settings.collect.hostnames) & (set(settings.review.hostnames) - LOOPBACK):
        yield "The two apps share a host name. Each needs its own: [review] hostnames."


def wave(settings: Settings) -> Iterator[str]:
    """There is a wave with a public key, open or ready to be opened, and no private key here."""
    from survey.box import keys, store, waves

    found = waves.every(store.prepare(settings))
    if not any(each.state in ("draft", "open") for each in found):
        yield "There is no wave. Make one: heard keys create, then heard wave create."
    try:
        keys.refuse_private_keys(settings.collect_folder, os.environ)
    except keys.PrivateKeyFound as error:
        yield str(error)


def waves_over(settings: Settings) -> Iterator[str]:
    """A wave whose last day is over was closed by the nightly retention."""
    from survey.box import store, waves

    today = datetime.datetime.now(datetime.UTC).date()
    for each in waves.every(store.prepare(settings)):
        if each.state == "open" and each.closes_on < today:
            yield (
                f"Wave {each.name} ended on {each.closes_on} and is still open. Schedule this "
                "every night: heard retention run --side collect --yes"
            )


def no_demo_responses(settings: Settings) -> Iterator[str]:
    """Invented answers never stand among real ones."""
    from survey.demo.wave import WAVES
    from survey.review.models.answers import Response

    with _review(settings) as session:
        if session.scalar(select(Response.id).where(Response.wave.in_(WAVES)).limit(1)):
            yield "The review database holds invented answers of the demo. Make another instance."


def accounts(settings: Settings) -> Iterator[str]:
    """Somebody can sign in."""
    from survey.review.models.people import Account

    with _review(settings) as session:
        if not session.scalar(select(func.count()).select_from(Account)):
            yield "Nobody can sign in to the review app. Add a person: heard users add NAME"


def retention_runs(settings: Settings) -> Iterator[str]:
    """The nightly retention is scheduled: nothing is kept longer than promised by forgetting."""
    from survey.review.services import retention as nightly

    now = int(datetime.datetime.now(datetime.UTC).timestamp())
    with _review(settings) as session:
        if nightly.is_late(session, now):
            yield (
                "Retention has not run on the team's side for two days, or never. Schedule this "
                "every night: heard retention run --side review --yes"
            )


@contextmanager
def _review(settings: Settings) -> Iterator[Session]:
    from survey.review import database

    database.prepare(settings)
    with database.reader(database.make_engine(settings)) as session:
        yield session
