"""Languages as respondents meet them: which are offered, and how texts are said in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from survey.config import Collect, Settings, SettingsError
from survey.definition.load import load_all
from survey.definition.model import Questionnaire, Text
from survey.i18n import FORCE, Language, from_book, load
from survey.translations import files
from survey.translations.files import Book, path_of, po

FORCE_NAME = "the Police of Nowhere"
TRUST = Text("item", "Now: {force} is fair.")


@pytest.fixture(scope="module")
def questionnaires() -> Mapping[str, Questionnaire]:
    return load_all()


def settings(*languages: str, drafts: bool = False) -> Settings:
    collect = Collect(languages=languages, allow_draft_languages=drafts)
    return Settings(instance=Path("nowhere"), collect=collect)


def book(code: str = "pl", **header: str) -> Book:
    catalog = Catalog(locale=code, charset="utf-8", fuzzy=False)
    catalog.add(TRUST.source, "Teraz: {force} jest w porządku.", context=TRUST.context)
    return Book(code, catalog, header)


def test_a_draft_is_not_offered_unless_the_instance_allows_it(
    questionnaires: Mapping[str, Questionnaire],
) -> None:
    assert list(load(settings("en", "ar"), questionnaires)) == ["en"]
    found = load(settings("en", "ar", drafts=True), questionnaires)
    assert list(found) == ["en", "ar"]
    assert found["ar"].draft
    assert not found["en"].draft


def test_a_language_that_a_person_has_confirmed_is_offered(
    tmp_path: Path, questionnaires: Mapping[str, Questionnaire]
) -> None:
    confirmed = replace(
        book(),
        header={
            "x-status": "confirmed", "x-confirmed-by": "A. Reader", "x-confirmed-on": "2026-11-30",
        },
    )  # fmt: skip
    path_of("pl", tmp_path).write_text(po(confirmed), encoding="utf-8")
    found = load(settings("pl"), questionnaires, tmp_path)
    assert list(found) == ["en", "pl"]
    assert not found["pl"].draft


def test_a_language_without_a_catalogue_stops_the_start_and_is_named(
    questionnaires: Mapping[str, Questionnaire],
) -> None:
    with pytest.raises(SettingsError, match=r"'xx'.*no catalogue xx\.po"):
        load(settings("en", "xx"), questionnaires)


def test_arabic_is_read_from_right_to_left_and_calls_itself_by_its_name(
    questionnaires: Mapping[str, Questionnaire],
) -> None:
    arabic = from_book(files.read("ar"), questionnaires, {})
    assert (arabic.direction, arabic.name) == ("rtl", "العربية")
    assert Language("en", "English").direction == "ltr"


def test_a_questionnaire_with_a_text_missing_is_not_spoken(
    questionnaires: Mapping[str, Questionnaire],
) -> None:
    arabic = from_book(files.read("ar"), questionnaires, {})
    assert arabic.speaks("parent")
    assert arabic.speaks("carer")
    assert not arabic.speaks("staff")
    assert arabic.speaks("")
    assert not from_book(book(), questionnaires, {}).speaks("parent")


def test_placeholders_are_filled_in_the_translation() -> None:
    polish = from_book(book(), {}, {"force": FORCE_NAME})
    assert polish.text(TRUST) == f"Teraz: {FORCE_NAME} jest w porządku."


def test_the_name_of_the_force_is_translated_where_the_catalogue_knows_it() -> None:
    known = book()
    known.catalog.add(FORCE_NAME, "policja", context=FORCE)
    assert (
        from_book(known, {}, {"force": FORCE_NAME}).text(TRUST) == "Teraz: policja jest w porządku."
    )


def test_an_english_name_does_not_turn_a_right_to_left_sentence_around() -> None:
    arabic = from_book(files.read("ar"), {}, {"force": FORCE_NAME})
    assert arabic.fill["force"] == f"\u2068{FORCE_NAME}\u2069"


def test_what_is_not_translated_is_said_in_english() -> None:
    polish = from_book(book(), {}, {})
    assert polish.text(Text("item", "Nobody translated this.")) == "Nobody translated this."


def test_messages_of_the_form_library_come_in_the_language_too() -> None:
    polish = from_book(book(), {}, {})
    assert polish.catalogue.gettext("Not a valid choice.") != "Not a valid choice."


def test_arabic_counts_in_its_six_ways() -> None:
    said = files.read("ar").compiled().ngettext
    one, many = "%(num)d question without an answer", "%(num)d questions without an answer"
    assert len({said(one, many, number) for number in (0, 1, 2, 3, 11, 100)}) == 6
