"""The two languages that nobody speaks."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from survey.translations import files
from survey.translations.check import of_book
from survey.translations.pseudo import LONG, MIRRORED, book, said_in


def test_a_pseudo_string_is_in_brackets_accented_and_longer() -> None:
    words = "You can skip any of them."
    said = said_in(LONG, words)
    assert said.startswith("[Ýöû çåñ")
    assert said.endswith("]")
    assert 1.3 * len(words) < len(said) < 1.6 * len(words)


def test_placeholders_stay_as_they_are() -> None:
    said = said_in(LONG, "At most %(months)s months for {force}.")
    assert "%(months)s" in said
    assert "{force}" in said


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20), min_size=1))
def test_no_plain_letter_is_left_outside_placeholders(words: str) -> None:
    said = said_in(MIRRORED, words.replace("{", "").replace("%", ""))
    assert not any(letter.isascii() and letter.isalpha() for letter in said)


def test_overrides_are_always_closed() -> None:
    said = said_in(MIRRORED, "Before {force} after")
    assert said.count("\u202e") == said.count("\u202c") == 2


def test_it_has_every_string_and_is_never_a_file() -> None:
    strings = Catalog(charset="utf-8", fuzzy=False)
    strings.add(("%(num)d question", "%(num)d questions"))
    strings.add("Yes", context="scale ynd yes")
    made = book(LONG, strings)
    assert list(of_book(made, strings)) == []
    assert made.compiled().pgettext("scale ynd yes", "Yes") == said_in(LONG, "Yes")
    assert not any(code.startswith("qps") for code in files.codes())
