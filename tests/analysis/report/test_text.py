"""Cleaning of text: nothing is left that has no glyph."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from analysis.report.text import DROPPED, clean


@given(st.text())
def test_nothing_without_a_glyph_is_left(words: str) -> None:
    cleaned = clean(words)
    assert isinstance(cleaned, str)
    left = {unicodedata.category(sign) for sign in cleaned if sign not in "\n\t"}
    assert not left & DROPPED


@given(st.text(alphabet=st.characters(codec="latin-1", categories=("L", "N", "P", "Zs"))))
def test_ordinary_text_stays_as_it_is(words: str) -> None:
    assert clean(words) == unicodedata.normalize("NFC", words)


def test_pictures_are_named_in_words_and_signs_stay() -> None:
    assert (
        clean("cold \N{CRYING FACE} 3 \N{DEGREE SIGN}C") == "cold [crying face] 3 \N{DEGREE SIGN}C"
    )
    waving = "\N{WAVING HAND SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}\N{VARIATION SELECTOR-16}"
    assert clean(waving) == "[waving hand sign]"


def test_private_and_control_characters_are_left_out() -> None:
    assert clean("a\x00b\ue000c\x1bd") == "abcd"


def test_other_scripts_stay() -> None:
    for words in ("বাংলা", "العربية", "ਪੰਜਾਬੀ", "中文", "Soomaali"):
        assert clean(words) == unicodedata.normalize("NFC", words)


def test_markup_stays_markup() -> None:
    cleaned = clean(Markup("<b>\x00a\ue000</b>"))
    assert isinstance(cleaned, Markup)
    assert cleaned == "<b>a</b>"


def test_what_is_no_text_is_handed_on() -> None:
    assert clean(5) == 5
    assert clean(None) is None
