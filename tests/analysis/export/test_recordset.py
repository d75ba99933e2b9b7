"""Checked records as numbers: what was chosen, what was not, and why an answer is not there."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import pytest

from analysis.codebook import Codebook
from analysis.dataset import Answer, Dataset, Record
from analysis.disclosure.rules import shipped
from analysis.export.cover import Imprint
from analysis.export.gaps import GAPS, LETTERS, MEANINGS, NO_ANSWER, NOT_ASKED, UNSURE
from analysis.export.recordset import Gaps, RecordFile, record_set
from tests.analysis.release.sample import sample_document

FACTS = Imprint("r-1", "w", "2026-12-01", True, False, "0.1.0", "", "", "", {})


def parents(*answers: Mapping[str, Answer], told: Gaps | None = None) -> RecordFile:
    """The file of ten parents for each of these answers."""
    data = Dataset(
        Codebook.from_document(sample_document()),
        tuple(Record("parent", "w", "v", a, str(i)) for i, a in enumerate(answers * 10)),
    )
    made = record_set(data, FACTS, shipped(), gaps={"parent": lambda kept: told} if told else None)
    return next(file for file in made.files if file.questionnaire == "parent")


def column(file: RecordFile, name: str) -> array[int]:
    return file.data[file.names.index(name)]


def test_several_answers_become_one_column_each() -> None:
    file = parents({"why_not": ("told_to_wait", "bad_experience")})
    assert set(column(file, "why_not_told_to_wait")) == {1}
    assert set(column(file, "why_not_expected_return")) == {0}
    assert "why_not_not_say" not in file.names


def test_a_missing_answer_to_several_is_missing_in_each_column() -> None:
    file = parents({"why_not": ("not_say",)})
    names = [name for name in file.names if name.startswith("why_not_")]
    assert len(names) == 4
    assert all(set(column(file, name)) == {-2} for name in names)


def test_without_the_routes_nobody_says_that_a_question_was_not_asked() -> None:
    assert set(column(parents({"when": "month"}), "ease")) == {UNSURE}


def test_why_an_answer_is_not_there_comes_from_the_routes() -> None:
    def told(row: Mapping[str, Answer]) -> Mapping[str, int]:
        return {"ease": NOT_ASKED if row["reported_last"] == "nobody" else NO_ANSWER}

    file = parents({"reported_last": "nobody"}, {"reported_last": "me"}, told=told)
    pairs = zip(column(file, "reported_last"), column(file, "ease"), strict=True)
    assert set(pairs) == {(3, NOT_ASKED), (1, NO_ANSWER)}


def test_routes_are_told_which_variables_were_kept_and_see_only_those() -> None:
    seen: list[Sequence[str]] = []

    def gaps(kept: Sequence[str]) -> Gaps:
        seen.append(kept)
        return lambda row: {"area": 1 / 0} if "area" in row else {}

    data = Dataset(
        Codebook.from_document(sample_document()),
        tuple(Record("parent", "w", "v", {"area": a}) for a in ["AS"] * 15 + ["WA"] * 2),
    )
    record_set(data, FACTS, shipped(), gaps={"parent": gaps})
    assert "area" not in seen[0]


def test_an_answer_that_the_codebook_does_not_know_is_no_number_of_another() -> None:
    assert set(column(parents({"ease": "moonlight"}), "ease")) == {UNSURE}


def test_every_number_has_a_label_and_no_two_the_same() -> None:
    file = parents({"ease": "very_easy", "why_not": ("told_to_wait",)}, {"when": "month"})
    for one, values in zip(file.columns, file.data, strict=True):
        numbers = [level.number for level in one.levels]
        assert set(values) <= set(numbers)
        assert len(numbers) == len(set(numbers))
        assert len({level.code for level in one.levels}) == len(numbers)
        assert len(one.name) <= 32


@pytest.mark.parametrize("part", ["number", "code", "label"])
def test_rows_are_told_in_numbers_codes_or_labels(part: str) -> None:
    file = parents({"when": "month"}, {"when": "year"})
    rows = list(file.rows(part))
    assert len(rows) == file.count == 20
    expected = {"number": {1, 3}, "code": {"month", "year"}, "label": {"Month", "Year"}}
    assert {row[file.names.index("when")] for row in rows} == expected[part]


def test_every_gap_has_a_meaning_and_a_letter_of_its_own() -> None:
    assert set(MEANINGS) == set(GAPS) <= set(LETTERS)
    assert len(set(LETTERS.values())) == len(LETTERS)
