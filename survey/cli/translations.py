"""``heard translations``: collect the strings, check the catalogues, say how far each is."""

from __future__ import annotations

import click

from survey.cli.main import Problem
from survey.translations import check as checks
from survey.translations import files


@click.group()
def translations() -> None:
    """Collect what there is to translate, and check the translations."""


@translations.command()
@click.argument("language", required=False)
def extract(language: str | None) -> None:
    """Collect every string anew, and bring every language's file up to date.

    With LANGUAGE (a code such as `pl` or `ur`) that language gets a file when it has none.
    What was translated stays; a string whose English has changed must be translated anew.
    """
    from survey.translations.extract import template

    strings = template()
    (files.FOLDER / files.TEMPLATE).write_text(files.pot(strings), encoding="utf-8")
    click.echo(f"{files.TEMPLATE}: {len(strings)} strings")
    codes = files.codes() if not language else sorted({*files.codes(), language})
    for code in codes:
        book = _book(code)
        book.catalog.update(strings, no_fuzzy_matching=True)
        book.catalog.obsolete.clear()
        files.path_of(code).write_text(files.po(book), encoding="utf-8")
        _say(checks.status(book))


@translations.command()
def check() -> None:
    """Fail when a catalogue is stale, or a translation lost or changed a placeholder.

    A language that a person has confirmed must also be complete.
    """
    from survey.translations.extract import template

    try:
        found = checks.problems(template())
    except files.CatalogueError as error:
        raise Problem(str(error)) from None
    for problem in found:
        click.echo(problem)
    if found:
        raise Problem(f"{len(found)} problems in the translations. Nothing was changed.")
    click.echo("The translations are up to date.")


@translations.command()
def status() -> None:
    """Say for every language how many strings are translated, and who confirmed it."""
    for code in files.codes():
        _say(checks.status(_book(code)))


def _book(code: str) -> files.Book:
    from babel import Locale
    from babel.messages.catalog import Catalog

    try:
        if files.path_of(code).exists():
            return files.read(code)
        locale = Locale.parse(code, sep="-")
    except (files.CatalogueError, ValueError, LookupError) as error:
        raise Problem(f"{error} Nothing was changed.") from None
    return files.Book(code, Catalog(locale=locale, charset="utf-8", fuzzy=False))


def _say(found: checks.Status) -> None:
    click.echo(f"{found.code}: {found.status}, {found.translated} of {found.total} translated")
