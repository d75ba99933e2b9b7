"""Counting counts people, once each."""

from __future__ import annotations

from analysis.codebook import Codebook, Variable
from analysis.dataset import Answer, Record
from analysis.statistics.counts import answered, by_group, one_way
from tests.analysis.release.sample import sample_document

CODEBOOK = Codebook.from_document(sample_document())


def variable(code: str) -> Variable:
    found = CODEBOOK.variable("parent", code)
    assert found is not None
    return found


def people(code: str, *answers: Answer | None) -> list[Record]:
    return [Record("parent", "w", "v", {} if a is None else {code: a}) for a in answers]


def test_each_answer_counts_once_and_skips_count_nowhere() -> None:
    counts = one_way(people("ease", "neither", "neither", None, "dont_know"), variable("ease"))
    assert counts == {"neither": 2, "dont_know": 1}


def test_a_code_named_twice_by_one_person_counts_once() -> None:
    counts = one_way(people("why_not", ("told_to_wait", "told_to_wait")), variable("why_not"))
    assert counts == {"told_to_wait": 1}


def test_a_code_the_codebook_does_not_know_is_not_counted() -> None:
    assert one_way(people("ease", "impossible"), variable("ease")) == {}


def test_only_missing_answers_do_not_make_a_person_an_answerer() -> None:
    records = people("why_not", ("not_say",), ("told_to_wait", "bad_experience"), None)
    assert answered(records, variable("why_not")) == 1


def test_groups_hold_favourable_and_valid_people() -> None:
    records = people("ease", "very_easy", "neither", "dont_know", "fairly_easy")
    favourable, base = by_group(records, variable("ease"), lambda r: "all")
    assert (favourable["all"], base["all"]) == (2, 3)
