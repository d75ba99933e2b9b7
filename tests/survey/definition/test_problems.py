"""Problems have numbers that documents name, and sentences that say what to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from survey.definition.problems import NUMBERS, DefinitionError, Problem, Problems, nearest
from tests.survey.definition.walks import TINY

ROOT = Path(__file__).resolve().parents[3]
SHOWN_ELSEWHERE = {
    "Q102": "test_load: a file that is missing, not UTF-8, a folder without questionnaires",
    "Q312": "tests/questionnaires/mirrors",
    "Q501": "test_reference",
    "Q502": "test_reference",
}
"""Numbers that no single broken questionnaire can show, and where they are shown instead."""


def test_every_number_has_a_broken_questionnaire_that_shows_it() -> None:
    shown = {path.stem.split("_")[0] for path in (TINY / "broken").glob("*.toml")}
    assert set(NUMBERS) - shown == set(SHOWN_ELSEWHERE)
    assert shown <= set(NUMBERS)


def test_the_documentation_lists_exactly_the_numbers_that_there_are() -> None:
    text = (ROOT / "docs/questionnaires.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (Q\d{3}) \|", text, re.MULTILINE)
    assert listed == list(NUMBERS)


def test_a_problem_names_number_file_place_fault_and_mend_in_one_line() -> None:
    problem = Problem("Q106", "parent.toml", "page “ease”", "This is empty.", "Write it.")
    assert str(problem) == "Q106 parent.toml: page “ease”: This is empty. Write it."


def test_the_same_problem_is_told_once_and_all_are_told_together() -> None:
    problems = Problems()
    for number in ("Q106", "Q103", "Q106"):
        problems.add(number, "a.toml", "", "Wrong.", "Mend it.")
    assert len(problems) == 2
    assert problems.numbers() == {"Q103", "Q106"}
    with pytest.raises(DefinitionError) as caught:
        problems.stop()
    assert [problem.number for problem in caught.value.problems] == ["Q106", "Q103"]


def test_without_problems_nothing_stops() -> None:
    problems = Problems()
    problems.stop()
    assert not problems


def test_an_unknown_word_is_answered_with_the_likeliest_or_with_all_that_there_are() -> None:
    assert nearest("singel", ["single", "multi"]) == "Did you mean “single”?"
    assert nearest("xyz", ["single", "multi"]) == "Known are: multi, single."
    assert nearest("xyz", []) == "There are none so far."
