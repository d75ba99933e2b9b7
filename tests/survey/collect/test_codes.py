"""Codes of six words."""

from __future__ import annotations

import math

import pytest

from survey.collect import codes


def test_six_words_of_the_list_are_worth_77_bits() -> None:
    words = codes.words()
    assert len(words) == len(set(words)) == 7776
    assert codes.COUNT * math.log2(len(words)) >= 77
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 8 for word in words)


def test_codes_differ_and_are_read_back_however_they_are_typed() -> None:
    made = {codes.new() for _ in range(50)}
    assert len(made) == 50
    for code in made:
        assert codes.read(code) == code
        assert codes.read(f"  {code.upper().replace(' ', '-')}. ") == code
        assert codes.read("\n".join(code.split())) == code


@pytest.mark.parametrize("typed", ["", "one", "a b c d e f", "zzzz " * 6, "ä ö ü ß é è"])
def test_what_cannot_be_a_code_is_not_stretched(typed: str) -> None:
    assert codes.read(typed) == ""


def test_five_or_seven_words_are_no_code() -> None:
    words = codes.new().split()
    assert codes.read(" ".join(words[:5])) == ""
    assert codes.read(" ".join([*words, words[0]])) == ""


def test_a_guess_costs_64_mib_twice() -> None:
    assert codes.PASSES * codes.MEMORY >= 128 * 1024 * 1024


def test_purposes_and_instances_get_different_bytes_from_one_code() -> None:
    code = codes.new()
    one = codes.stretch(code, b"heard draft", 16, b"pepper")
    assert one == codes.stretch(code, b"heard draft", 16, b"pepper")
    assert one != codes.stretch(code, b"heard draft", 16, b"another")
    assert one.hex() != codes.withdrawal_tag(code)
