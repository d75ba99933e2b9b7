"""What the model sees beside the words: rules that fired, the question, and who answers."""

from __future__ import annotations

import pytest

from analysis.coding.features import AUDIENCES, CONTEXT_NAMES, RuleFeatures, context_features
from analysis.coding.rules import Lexicon, Match, shipped
from analysis.dataset import Comment


def said(question: str, audience: str) -> Comment:
    return Comment("1", "r", audience, question, "nobody came")


def seen(audience: str, question: str, *, blind: bool = False) -> set[str]:
    row = context_features([said(question, audience)], blind=blind).toarray()[0]
    return {name for name, value in zip(CONTEXT_NAMES, row, strict=True) if value}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped()


def test_question_and_audience_are_a_column_each() -> None:
    assert seen("carer", "after") == {"question=after", "by=carer"}
    assert seen("staff", "joint") == {"question=joint", "by=staff"}


def test_a_blind_row_keeps_who_answers_and_hides_what_was_asked() -> None:
    for audience in AUDIENCES:
        assert seen(audience, "after", blind=True) == {"question=else", f"by={audience}"}


def test_an_unknown_question_counts_as_anything_else_and_an_unknown_audience_as_nobody() -> None:
    assert seen("neighbour", "what_we_should_ask") == {"question=else"}


def test_a_rule_that_fires_shows_itself_its_code_and_whether_it_is_strong(lexicon: Lexicon) -> None:
    rules = RuleFeatures(lexicon, ["blamed", "urgent"])
    weak = next(r.label for r in lexicon.rules if r.code == "urgent" and not r.strong)
    strong = next(r.label for r in lexicon.rules if r.code == "blamed" and r.strong)
    found = [
        [Match("blamed", 0, 2, strong, True), Match("blamed", 5, 9, strong, True)],
        [Match("urgent", 0, 2, weak, False)],
        [],
    ]
    rows = rules.of_matches(found).toarray()
    names = [{n for n, v in zip(rules.names_, row, strict=True) if v} for row in rows]
    assert names == [{strong, "blamed!", "blamed?"}, {weak, "urgent?"}, set()]
    assert rows.max() == 1


def test_a_rule_of_a_code_that_is_not_asked_for_is_no_column_of_its_code(lexicon: Lexicon) -> None:
    rules = RuleFeatures(lexicon, ["blamed"])
    assert "blamed!" in rules.names_
    assert "urgent!" not in rules.names_
    assert len(set(rules.names_)) == len(rules.names_)
