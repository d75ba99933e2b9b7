"""What is collected for translators: every string once, the same wherever it is made."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from survey.forms import errors
from survey.translations.extract import template
from survey.translations.files import pot


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return template()


def test_a_template_a_view_and_a_question_are_all_in_the_one_catalogue(strings: Catalog) -> None:
    assert strings.get("Start now")
    assert strings.get("Choose the one that is closest to you.")
    assert strings.get("Is the child back now?", "question returned")
    assert strings.get("Day and night.", "support emergency: hours")


def test_what_people_read_when_something_is_wrong_is_there_too(strings: Catalog) -> None:
    assert all(strings.get(text.source, text.context) for text in errors.ALL)
    assert strings.get("There is no such page", "error page")


def test_one_and_many_are_one_entry(strings: Catalog) -> None:
    entry = strings.get("%(num)d question without an answer")
    assert entry is not None
    assert entry.id[1] == "%(num)d questions without an answer"


def test_the_template_has_no_date_no_place_on_a_machine_and_no_line_numbers(
    strings: Catalog,
) -> None:
    text = pot(strings)
    assert "Creation-Date" not in text
    places = [line for line in text.splitlines() if line.startswith("#:")]
    assert places
    for line in places:
        assert all(place.startswith(("templates/", "survey/")) for place in line[3:].split())
        assert ":" not in line[3:]


def test_the_same_strings_make_the_same_file(strings: Catalog) -> None:
    assert pot(strings) == pot(template())
