"""A catalogue that no longer fits the software is found before a respondent finds it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from survey.definition.load import load_all
from survey.definition.messages import catalogue
from survey.definition.reference import load_reference
from survey.translations.check import of_book, problems, status
from survey.translations.extract import template
from survey.translations.files import FOLDER, TEMPLATE, Book, read


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return template()


def small() -> tuple[Catalog, Book]:
    """Two strings, and a language that has both."""
    wanted = Catalog(charset="utf-8", fuzzy=False)
    wanted.add("At most %(months)s months for {force}.")
    wanted.add(("%(num)d question", "%(num)d questions"))
    has = Catalog(locale="pl", charset="utf-8", fuzzy=False)
    has.add("At most %(months)s months for {force}.", "{force}: %(months)s mies.")
    has.add(
        ("%(num)d question", "%(num)d questions"),
        ("jedno pytanie", "%(num)d pytania", "%(num)d pytań"),
    )
    return wanted, Book("pl", has, {"x-status": "draft"})


def test_the_catalogues_fit_the_software(strings: Catalog) -> None:
    assert problems(strings) == []


def test_a_string_that_is_new_in_the_software_makes_every_catalogue_stale(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "held", ignore=shutil.ignore_patterns("__pycache__"))
    planted = template()
    planted.add("A sentence that nobody has translated.")
    found = problems(planted, tmp_path / "held")
    assert any(TEMPLATE in problem for problem in found)
    assert any("ar.po: missing: “A sentence that nobody" in problem for problem in found)


def test_a_string_that_has_gone_makes_a_catalogue_stale() -> None:
    wanted, book = small()
    book.catalog.add("Gone", "Nie ma")
    assert [problem[:9] for problem in of_book(book, wanted)] == ["obsolete:"]


def test_a_catalogue_that_fits_has_no_problem() -> None:
    wanted, book = small()
    assert list(of_book(book, wanted)) == []
    assert status(book).translated == 2


@pytest.mark.parametrize(
    "words",
    ["%(months)s mies.", "{force}: mies.", "{force} {force}: %(months)s", "{siła}: %(months)s"],
)
def test_a_placeholder_that_is_lost_doubled_or_renamed_is_found(words: str) -> None:
    wanted, book = small()
    entry = book.catalog.get("At most %(months)s months for {force}.")
    assert entry is not None
    entry.string = words
    (problem,) = of_book(book, wanted)
    assert "placeholders differ" in problem


def test_only_forms_for_a_few_may_leave_the_number_out() -> None:
    wanted, book = small()
    entry = book.catalog.get("%(num)d question")
    assert entry is not None
    entry.string = ("jedno pytanie", "dwa pytania", "wiele pytań")
    assert len(list(of_book(book, wanted))) == 1


def test_a_fuzzy_entry_is_found() -> None:
    wanted, book = small()
    entry = book.catalog.get("%(num)d question")
    assert entry is not None
    entry.flags.add("fuzzy")
    assert any(problem.startswith("fuzzy:") for problem in of_book(book, wanted))


def test_a_confirmed_language_must_be_complete_and_say_who_confirmed_it() -> None:
    wanted, book = small()
    entry = book.catalog.get("%(num)d question")
    assert entry is not None
    entry.string = ("", "", "")
    assert list(of_book(book, wanted)) == []
    confirmed = Book("pl", book.catalog, {"x-status": "confirmed"})
    found = list(of_book(confirmed, wanted))
    assert any(problem.startswith("not translated:") for problem in found)
    assert any("X-Confirmed-By" in problem for problem in found)


def test_arabic_has_every_string_of_families_and_carers(strings: Catalog) -> None:
    """The app, its errors, the supports, and both questionnaires; only staff may be missing."""
    reference = load_reference()
    questionnaires = load_all(reference=reference)
    staff = catalogue([questionnaires["staff"]], {})
    families = catalogue([questionnaires["parent"], questionnaires["carer"]], reference.supports)
    may_miss = {(text.context, text.source) for text in staff} - {
        (text.context, text.source) for text in families
    }
    arabic = read("ar").catalog
    missing = []
    for entry in strings:
        if entry.id and (entry.context, entry.id) not in may_miss:
            key = entry.id if isinstance(entry.id, str) else entry.id[0]
            held = arabic.get(key, entry.context)
            if held is None or not held.string or not all(held.string):
                missing.append((entry.context, entry.id))
    assert missing == []


def test_arabic_is_a_draft_until_a_person_confirms_it() -> None:
    assert not read("ar").confirmed
