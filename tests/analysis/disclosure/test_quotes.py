"""A quote is published only as its person and the team agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.disclosure.quotes import (
    Quote,
    QuoteError,
    from_data,
    problems,
    published,
    shared_words,
)

PARAPHRASE = Quote(
    "A parent was told to wait before ringing.", "paraphrase", "parent", code="wrong_information",
    consent="paraphrase", written_by="anna", approved_by=("anna",),
    source="the lady on the phone said leave it till the morning love",
)  # fmt: skip
WORDS = Quote(
    "They told me to wait.", "words", "parent", consent="yes", redacted=True,
    approved_by=("anna", "ben"),
)  # fmt: skip


def test_an_approved_paraphrase_and_approved_words_may_be_published() -> None:
    assert problems(PARAPHRASE) == []
    assert problems(WORDS) == []


def test_only_public_parts_are_published() -> None:
    (public,) = published([PARAPHRASE])
    assert set(public) == {"text", "kind", "audience", "code", "stage", "question"}
    assert "love" not in str(public)


@pytest.mark.parametrize("consent", ["no", ""])
def test_without_a_yes_there_is_no_quote(consent: str) -> None:
    assert "did not agree" in problems(replace(PARAPHRASE, consent=consent))[0]


def test_a_paraphrase_only_person_is_not_quoted_word_for_word() -> None:
    assert "the person agreed to a paraphrase only" in problems(
        replace(WORDS, consent="paraphrase")
    )


@pytest.mark.parametrize("approved", [(), ("anna",), ("anna", "anna")])
def test_words_need_two_different_people(approved: tuple[str, ...]) -> None:
    assert any("two different people" in p for p in problems(replace(WORDS, approved_by=approved)))


def test_words_need_redaction_and_a_last_look_for_details() -> None:
    assert any("not redacted" in p for p in problems(replace(WORDS, redacted=False)))
    assert any("identifying" in p for p in problems(WORDS, lambda text: ["wait"]))


def test_a_paraphrase_needs_its_writer() -> None:
    assert any("nobody is named" in p for p in problems(replace(PARAPHRASE, written_by="")))


def test_a_paraphrase_that_repeats_the_person_is_none() -> None:
    source = "so they told me to wait until the morning and rang off"
    copied = replace(PARAPHRASE, source=source, text="They told me to wait until the morning.")
    assert any("in a row" in p for p in problems(copied))


def test_runs_of_words_are_found() -> None:
    assert shared_words("a b c d", "x b c d y") == 3
    assert shared_words("", "x") == 0


def test_nothing_urgent_is_quoted() -> None:
    assert any("urgent" in p for p in problems(replace(PARAPHRASE, code="urgent")))


def test_there_is_no_place_for_a_role_or_a_unit() -> None:
    with pytest.raises(QuoteError, match="role, unit"):
        from_data({"text": "x", "kind": "words", "audience": "staff", "role": "r", "unit": "AS"})


def test_an_error_never_holds_the_words() -> None:
    with pytest.raises(QuoteError) as caught:
        published([replace(WORDS, redacted=False)])
    assert "wait" not in str(caught.value)
