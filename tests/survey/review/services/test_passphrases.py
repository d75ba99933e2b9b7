"""Long passphrases pass; what everybody tries first, and its disguises, do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.review.services import passphrases
from survey.review.services.passphrases import WeakPassphrase, check, is_common


@pytest.mark.parametrize(
    "passphrase",
    [
        "password1234", "Password2026!", "P@ssw0rd!P@ssw0rd!", "qwertyuiop123", "letmein-letmein",
        "123456789012", "aaaaaaaaaaaaaaa", "Manchester United 1999", "1qaz2wsx3edc", "abcdefghijkl",
        "MetPolice2026", "iloveyouiloveyou", "abcabcabcabcabc", "correct horse battery staple",
        "Welcome-Welcome-1", "SummerSummer2025", "missing children 2023",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(passphrase: str) -> None:
    with pytest.raises(WeakPassphrase):
        check(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "velvet otter kettle ninety", "four quiet words here", "nothing here is secret",
        "Tr0ub4dor&3xtra", "sju hundra båtar i dimman", "的一是不了人我在有他这中", "x9$Lq!vR2m#Tz",
    ],
)  # fmt: skip
def test_words_that_have_nothing_to_do_with_each_other_pass(passphrase: str) -> None:
    check(passphrase)


def test_too_short_and_too_long_are_refused() -> None:
    with pytest.raises(WeakPassphrase, match="at least 12"):
        check("elevenchars")
    with pytest.raises(WeakPassphrase, match="at most 256"):
        check("velvet otter " * 20)


def test_the_name_of_the_account_may_not_be_in_it() -> None:
    with pytest.raises(WeakPassphrase, match="name"):
        check("the otter of ADALOVE sings", "AdaLove")


@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text: str) -> None:
    assert is_common(text) in (True, False)


@given(st.integers(0, 10**12), st.sampled_from(["password", "arsenal", "qwerty", "christmas"]))
def test_digits_and_signs_do_not_make_a_common_word_good(number: int, word: str) -> None:
    for text in (f"{word}{number % 10_000}", f"{word.capitalize()}!!!", f"{number % 100}-{word}"):
        assert is_common(text)


def test_the_list_says_whose_it_is_and_under_which_licence() -> None:
    text = passphrases.COMMON.read_text(encoding="utf-8")
    assert "licence: MIT" in text
