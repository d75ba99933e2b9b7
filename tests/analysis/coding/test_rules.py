"""The lexicon finds what the coding frame means, and says which words it went by."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.coding import rules
from analysis.coding.frame import shipped
from analysis.coding.patterns import PatternError


def codes(text: str, question: str = "contact", audience: str = "parent") -> set[str]:
    return {m.code for m in rules.shipped().find(text, question, audience) if m.strong}


def test_every_code_of_the_frame_has_rules_and_no_other_code_has() -> None:
    assert {rule.code for rule in rules.shipped().rules} == set(shipped().names)


@pytest.mark.parametrize(
    ("code", "text", "question"),
    [
        ("reluctance", "After last time I waited till morning", "before"),
        ("fear_of_consequences", "I was scared he'd be arrested", "before"),
        ("hard_to_reach", "Forty minutes on hold", "contact"),
        ("access_barrier", "No one could speak Somali", "contact"),
        ("wrong_information", "Told to ring back tomorrow", "contact"),
        ("report_refused", "They wouldn't log her as missing", "contact"),
        ("not_listened_to", "She sighed at me", "contact"),
        ("blamed", "Asked why I let her out", "contact"),
        ("discrimination", "A white girl would've been on the news", "else"),
        ("risk_misjudged", "Low risk, with no insulin", "response"),
        ("slow_or_no_action", "Nobody came until the next day", "response"),
        ("not_kept_informed", "I rang daily for news", "response"),
        ("lost_between_teams", "Every shift started from scratch", "response"),
        ("inconsistent", "Depends who picks up", "contact"),
        ("cross_boundary", "Kent said ring London, London said ring Kent", "across"),
        ("role_dispute", "Told it's our job to fetch him", "response"),
        ("return_not_followed_up", "Nobody asked her what happened", "after"),
        ("treated_as_routine", "They just copy the old report", "response"),
        ("no_accountability", "Complaining changes nothing", "else"),
        ("good_contact", "She stayed calm and told me what came next", "contact"),
        ("good_action", "Officers were out within the hour", "response"),
        ("urgent", "She's still not back and I'm frightened", "else"),
        ("urgent", "I don't want to go on", "else"),
    ],
)
def test_the_frames_own_examples_are_found(code: str, text: str, question: str) -> None:
    assert code in codes(text, question)


def test_a_denied_concern_is_not_found() -> None:
    assert "blamed" not in codes("Nobody blamed me, they only wanted to find her")


def test_a_match_says_where_it_stands_and_which_rule_it_is() -> None:
    text = "It was awful. NOBODY CAME until noon."
    match = next(m for m in rules.shipped().find(text, "response") if m.code == "slow_or_no_action")
    assert text[match.start : match.end].startswith("NOBODY CAME")
    assert match.rule.startswith("slow_or_no_action.")


def test_finding_many_at_once_is_the_same_as_one_by_one() -> None:
    answers = [("Nobody came", "response", "parent"), ("", "else", "staff"), ("kind", "else", "")]
    lexicon = rules.shipped()
    assert lexicon.find_all(answers) == [lexicon.find(*answer) for answer in answers]


def write(folder: Path, body: str) -> Path:
    (folder / "_words.toml").write_text('police = "officer*|pc"\n', encoding="utf-8")
    (folder / "slow.toml").write_text(body, encoding="utf-8")
    return folder


def test_a_rule_can_be_bound_to_a_question_and_an_audience(tmp_path: Path) -> None:
    body = (
        '[[rule]]\nname = "a"\npatterns = "@police came"\n'
        'questions = ["after"]\naudiences = ["carer"]\n'
    )
    lexicon = rules.load(write(tmp_path, body))
    assert lexicon.find("the pc came", "after", "carer")
    assert not lexicon.find("the pc came", "after", "parent")
    assert not lexicon.find("the pc came", "contact", "carer")


def test_an_exception_anywhere_in_the_answer_stops_a_rule(tmp_path: Path) -> None:
    body = '[[rule]]\nname = "a"\npatterns = "late"\nunless = "sorry"\n'
    lexicon = rules.load(write(tmp_path, body))
    assert lexicon.find("they were late")
    assert not lexicon.find("they were late and said sorry")


def test_a_rule_that_is_always_gives_its_code_and_only_its_own(tmp_path: Path) -> None:
    body = (
        '[[rule]]\nname = "a"\npatterns = "late"\n'
        '[[rule]]\nname = "b"\npatterns = "very late"\nstrength = "always"\n'
    )
    lexicon = rules.load(write(tmp_path, body))
    found = [lexicon.find(text) for text in ("they were late", "they were very late", "no")]
    codes = ["other", "slow"]
    assert rules.always(found, codes).tolist() == [[False, False], [False, True], [False, False]]


def test_a_strength_that_there_is_not_is_refused_by_name(tmp_path: Path) -> None:
    body = '[[rule]]\nname = "a"\npatterns = "late"\nstrength = "strongest"\n'
    with pytest.raises(PatternError, match=r"slow\.a: strength is one of weak, strong, always"):
        rules.load(write(tmp_path, body))


def test_a_rule_with_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    body = '[[rule]]\nname = "a"\npattern = "late"\n'
    with pytest.raises(PatternError, match=r"slow\.a: unknown key pattern"):
        rules.load(write(tmp_path, body))


def test_a_bad_pattern_is_refused_with_its_rule(tmp_path: Path) -> None:
    body = '[[rule]]\nname = "a"\npatterns = "(late"\n'
    with pytest.raises(PatternError, match=r"slow\.a"):
        rules.load(write(tmp_path, body))


def test_no_pattern_is_slow_on_hostile_text() -> None:
    """Repetition is bounded, so the longest answer is read in a time that grows with its length."""
    hostile = ("nobody told me to wait and they " * 400)[:10_000]
    assert len(rules.shipped().find(hostile, "else")) > 0
