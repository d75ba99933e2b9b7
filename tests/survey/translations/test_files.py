"""Catalogue files: read, written, and confirmed only by a named person on a named day."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from survey.translations.files import Book, CatalogueError, codes, path_of, po, read

CONFIRMED = {"x-status": "confirmed", "x-confirmed-by": "A. Reader", "x-confirmed-on": "2026-11-30"}


def book(header: dict[str, str] | None = None) -> Book:
    catalog = Catalog(locale="pl", charset="utf-8", fuzzy=False)
    catalog.add("Start now", "Zacznij", locations=[("templates/collect/start.html", 0)])
    catalog.add("No", "Nie", context="question quote")
    return Book("pl", catalog, header or {})


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path_of("pl", tmp_path).write_text(po(book(CONFIRMED)), encoding="utf-8")
    found = read("pl", tmp_path)
    assert found.compiled().gettext("Start now") == "Zacznij"
    assert found.compiled().pgettext("question quote", "No") == "Nie"
    assert found.confirmed
    assert po(found) == po(book(CONFIRMED))
    assert codes(tmp_path) == ("pl",)


@pytest.mark.parametrize("lost", CONFIRMED)
def test_without_status_name_or_day_it_is_a_draft(lost: str) -> None:
    header = {name: value for name, value in CONFIRMED.items() if name != lost}
    assert book(CONFIRMED).confirmed
    assert not book(header).confirmed


def test_a_day_that_is_none_confirms_nothing() -> None:
    assert not book(CONFIRMED | {"x-confirmed-on": "last week"}).confirmed


def test_a_fuzzy_translation_is_not_said() -> None:
    found = book()
    entry = found.catalog.get("Start now")
    assert entry is not None
    entry.flags.add("fuzzy")
    assert found.compiled().gettext("Start now") == "Start now"


def test_a_file_that_is_missing_or_spoilt_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"no catalogue xx\.po"):
        read("xx", tmp_path)
    path_of("pl", tmp_path).write_bytes(b'msgid "caf\xe9"')
    with pytest.raises(CatalogueError, match=r"pl\.po cannot be read"):
        read("pl", tmp_path)
