"""Folding, sentences, words and negation keep the places of what was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import text


@given(st.text(max_size=200))
def test_folding_never_moves_a_character(raw: str) -> None:
    assert len(text.fold(raw)) == len(raw)


def test_curly_quotes_and_capitals_are_folded() -> None:
    assert text.fold("They DIDN\u2019T \u201ccome\u201d \u2013") == 'they didn\'t "come" -'


def test_sentences_end_at_full_stops_and_new_lines() -> None:
    raw = "Nobody came. I rang again!\nThen silence"
    assert [raw[a:b] for a, b in text.sentences(raw)] == [
        "Nobody came.",
        "I rang again!",
        "Then silence",
    ]


@given(st.text(alphabet="ab .!?\n'", max_size=80))
def test_sentences_cover_every_word_once_and_in_order(raw: str) -> None:
    spans = text.sentences(raw)
    assert [w for a, b in spans for w in text.words(raw[a:b])] == text.words(raw)


def test_words_keep_their_apostrophes() -> None:
    assert text.words("didn't know, o'clock") == ["didn't", "know", "o'clock"]


def negated(raw: str, word: str) -> bool:
    folded = text.fold(raw)
    return text.negated(folded, folded.index(word))


def test_nobody_blamed_me_is_a_denial() -> None:
    assert negated("Nobody blamed me", "blamed")
    assert negated("I didn't feel judged", "judged")


def test_a_negation_does_not_reach_over_but_or_a_comma() -> None:
    assert not negated("I did not mind but they blamed me", "blamed")
    assert not negated("No, they blamed me", "blamed")


def test_not_only_denies_nothing() -> None:
    assert not negated("not only did they blame me", "blame")


def test_a_negation_six_words_back_does_not_count() -> None:
    assert not negated("never again will i let any officer blame me", "blame")
