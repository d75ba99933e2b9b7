"""Blind readings become what a release says of its coding, without naming anybody."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from analysis import audited
from analysis.audited import Readings, facts
from analysis.codebook import Codebook
from analysis.coding.frame import shipped
from analysis.dataset import Coding, Comment, Dataset
from tests.analysis.release.sample import sample_document

FRAME = shipped()


def wave(*said: tuple[str, str, str]) -> Dataset:
    """Comments as (person, audience, question); the id is ``person.question``."""
    comments = tuple(Comment(f"{p}.{q}", p, a, q, "") for p, a, q in said)
    codings = tuple(Coding(c.id, "none", "machine", "1") for c in comments)
    return Dataset(Codebook.from_document(sample_document()), (), comments, codings)


PARENTS = wave(*((f"p{n}", "parent", q) for n in range(400) for q in ("contact", "after")))


def number_of(name: str) -> int:
    return int(name.partition(".")[0][1:])


def truth(name: str) -> set[str]:
    """A quarter were blamed, at their first contact or after; a few have an urgent matter."""
    number, question = number_of(name), name.split(".")[1]
    codes = {"blamed"} if number % 4 == 0 and (question == "after") == (number % 8 == 0) else set()
    return codes | ({"urgent"} if number % 10 == 0 else set())


def guess(name: str) -> set[str]:
    """The machine misses every seventh."""
    return truth(name) if number_of(name) % 7 else set()


def readings(people: int, dataset: Dataset = PARENTS) -> Readings:
    """The first *people* people audited wholly, by two readers who agree."""
    ids = [c.id for c in dataset.comments]
    seen = {i: truth(i) for i in ids if number_of(i) < people}
    return Readings({i: guess(i) for i in ids}, seen, seen)


def test_shares_are_of_people_and_near_the_truth_where_the_machine_is_not() -> None:
    found = facts(PARENTS, readings(200), FRAME)
    blamed = found.estimates["concerns.parent"]["blamed"]
    assert blamed["low"] < 25 < blamed["high"]
    assert blamed["share"] == pytest.approx(25, abs=1)
    machine = sum("blamed" in guess(f"p{n}.contact") | guess(f"p{n}.after") for n in range(400))
    assert machine == 85, "of 100 whom people find"
    contact = found.estimates["concerns.parent.contact"]["blamed"]
    assert contact["low"] < 12.5 < contact["high"]


def test_every_table_of_the_concerns_that_people_were_audited_for_has_estimates() -> None:
    found = facts(PARENTS, readings(200), FRAME).estimates
    assert sorted(found) == [
        "concerns.families", "concerns.parent", "concerns.parent.after", "concerns.parent.contact",
    ]  # fmt: skip


def test_only_codes_whose_gate_is_open_are_estimated() -> None:
    found = facts(PARENTS, readings(200), FRAME)
    assert [g.code for g in found.gates if g.status == "publish"] == ["blamed"]
    assert {code for table in found.estimates.values() for code in table} == {"blamed"}


def test_without_an_audit_nothing_is_estimated_and_every_gate_is_shut() -> None:
    found = facts(PARENTS, readings(0), FRAME)
    assert dict(found.estimates) == {}
    assert {g.status for g in found.gates} == {"suggestion", "never"}


def test_under_150_audited_people_a_table_has_no_estimate() -> None:
    found = facts(PARENTS, readings(149), FRAME)
    assert [g.code for g in found.gates if g.status == "publish"] == ["blamed"]
    assert dict(found.estimates) == {}


def test_urgent_is_in_nothing_that_is_published() -> None:
    found = facts(PARENTS, readings(200), FRAME)
    assert "urgent" not in json.dumps([found.agreement, found.estimates])


def test_what_is_published_is_plain_data_without_small_or_exact_counts() -> None:
    found = facts(PARENTS, readings(198), FRAME)
    blamed = json.loads(json.dumps(found.agreement))["blamed"]
    assert blamed["audited"] == 395, "396 comments, rounded to five"
    assert blamed["people"] == {
        "answers": 395, "prevalence": 0.13, "kappa": 1.0, "alpha": 1.0, "ac1": 1.0,
    }  # fmt: skip
    rare = found.agreement["discrimination"]
    assert rare["people"]["kappa"] is None
    assert rare["machine"] == {"precision": None, "recall": None, "f1": None}


def test_a_sample_by_comment_is_not_taken_for_one_by_person() -> None:
    """Who wrote one comment is audited three times as often as who wrote two, wholly.

    Half of the first were blamed and none of the second: a quarter of all people.
    """
    said = [(f"p{n}", "parent", "contact") for n in range(1000)]
    said += [(f"p{n}", "parent", "after") for n in range(500, 1000)]
    dataset = wave(*said)
    blamed = {c.id: {"blamed"} if number_of(c.id) in range(0, 500, 2) else set[str]()
              for c in dataset.comments}  # fmt: skip
    seen = {i: codes for i, codes in blamed.items()
            if number_of(i) % 10 < (6 if number_of(i) < 500 else 2)}  # fmt: skip
    machine = dict.fromkeys(blamed, frozenset[str]())
    found = audited.estimates(dataset, machine, seen, ["blamed"])["concerns.parent"]["blamed"]
    assert found["low"] < 25 < found["high"]


def test_a_third_person_s_settlement_counts_before_the_first_reading() -> None:
    given = readings(200)
    wrong = {i: set[str]() for i in given.first}
    found = facts(PARENTS, Readings(given.machine, wrong, wrong, given.first), FRAME)
    assert found.agreement["blamed"]["machine"]["recall"] == pytest.approx(0.85, abs=0.05)


def test_a_comment_on_a_question_that_nobody_knows_is_in_no_table() -> None:
    said = [(f"p{n}", "parent", "moonlight") for n in range(400)]
    dataset = wave(*said)
    seen = {c.id: set[str]() for c in dataset.comments[:200]}
    machine = {c.id: set[str]() for c in dataset.comments}
    assert audited.estimates(dataset, machine, seen, ["blamed"]) == {}


def test_a_code_whose_gate_is_shut_is_a_suggestion_and_is_not_counted() -> None:
    shut = facts(PARENTS, readings(40), FRAME)
    why = audited.uncounted(PARENTS, shut.gates)
    assert set(why) == set(FRAME.published)
    assert "not checked enough" in why["blamed"]
    audited_well = facts(PARENTS, readings(300), FRAME)
    assert "blamed" not in audited.uncounted(PARENTS, audited_well.gates)
    assert "discrimination" in audited.uncounted(PARENTS, audited_well.gates)


def test_where_people_coded_every_comment_no_gate_is_needed() -> None:
    by_people = replace(PARENTS, codings=tuple(replace(c, kind="person") for c in PARENTS.codings))
    shut = facts(by_people, readings(0), FRAME)
    assert audited.uncounted(by_people, shut.gates) == {}
    but_one = replace(by_people, codings=(PARENTS.codings[0], *by_people.codings[1:]))
    assert set(audited.uncounted(but_one, shut.gates)) == set(FRAME.published)
