"""Quotes: who spoke, whose words they are, and never one that the release does not name so."""

from __future__ import annotations

from analysis.findings.quotes import quotes
from tests.analysis.findings.tables import reader

WORDS = {"text": "We waited.", "kind": "words", "audience": "parent", "stage": "S1", "code": "x"}
OTHER = {"text": "A carer was sent away.", "kind": "paraphrase", "audience": "carer", "stage": ""}


def test_their_words_are_told_from_ours() -> None:
    own, ours = quotes(reader(quotes=[WORDS, OTHER]))
    assert own.verbatim
    assert own.credit == (
        "A parent or relative, in their words, with identifying details taken out"
    )
    assert not ours.verbatim
    assert ours.credit == "A carer, in other words"


def test_a_stage_has_its_own_quotes() -> None:
    found = quotes(reader(quotes=[WORDS, OTHER]), "S1")
    assert [one.text for one in found] == ["We waited."]


def test_a_kind_or_a_speaker_that_is_not_known_is_left_out() -> None:
    strange = [{**WORDS, "kind": "invented"}, {**WORDS, "audience": "sergeant in Bromley"}]
    assert quotes(reader(quotes=strange)) == ()


def test_a_release_without_quotes_has_none() -> None:
    assert quotes(reader()) == ()
