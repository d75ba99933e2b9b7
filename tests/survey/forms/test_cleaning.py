"""Cleaning keeps what people mean in every script, and takes out what only machines see."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.forms.cleaning import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("  spaces at the ends \n", "spaces at the ends"),
        ("a tab\there and a\u00a0fixed space", "a tab here and a fixed space"),
        ("bell\x07 escape\x1b[31m null\x00", "bell escape[31m null"),
        ("over\u202eridden \u2066isolated\u2069", "overridden isolated"),
        ("zero\u200bwidth \ufeffmark soft\u00adhyphen", "zerowidth mark softhyphen"),
        ("private \ue000\U000f0000 and unassigned \u0378", "private  and unassigned"),
        ("surrogate \ud800!", "surrogate !"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("tag \U000e0041", "tag"),
        ("\x0b\x0c", ""),
        ("", ""),
    ],
)
def test_hidden_characters_go(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "نمی‌خواهم",  # Persian: needs the zero-width non-joiner
        "क्‍ष",  # Hindi: a zero-width joiner changes the letter
        "👨‍👩‍👧 and ❤️",  # joined emoji, and a variation selector
        "وصلت الشرطة في ١٢:٣٠\u200f!",  # Arabic with its direction mark
        "Ní raibh sé ann; Łódź; বাংলা; ਪੰਜਾਬੀ; Soomaali",
        "two\n\nparagraphs",
        "price £5 — “quoted” …",
    ],
)
def test_every_script_is_kept_as_it_is(typed: str) -> None:
    assert clean(typed) == unicodedata.normalize("NFC", typed)


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@given(st.text(max_size=300))
def test_nothing_hidden_is_left(typed: str) -> None:
    for character in clean(typed).replace("\n", ""):
        assert unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=300))
def test_visible_characters_stay_apart_from_their_composed_form(typed: str) -> None:
    assert clean(typed) == unicodedata.normalize("NFC", typed)
