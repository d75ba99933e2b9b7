"""A code is published when people agree on it and the machine is good enough, and not before."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.agreement import CodeAgreement
from analysis.coding.evaluate import CodeScore, Interval, wilson
from analysis.coding.frame import shipped
from analysis.coding.gates import Gate, decide, load_bars

BARS = load_bars()


def score(gold: int = 40, predicted: int = 40, both: int = 32) -> CodeScore:
    return CodeScore(
        "blamed", gold, predicted, both, wilson(both, predicted), wilson(both, gold), Interval(None)
    )


def agreed(alpha: float | None = 0.8) -> CodeAgreement:
    return CodeAgreement("blamed", 150, 30, 5, 5, 0.2, 0.93, alpha, alpha, alpha)


AGREED = agreed()


def gate(
    found: CodeScore | None, people: CodeAgreement | None = AGREED, audited: int = 300
) -> Gate:
    by_code = {"blamed": people} if people else {}
    gates = decide(shipped(), [found] if found else [], by_code, audited)
    return next(g for g in gates if g.code == "blamed")


def test_a_code_that_passes_every_bar_is_published() -> None:
    assert gate(score()) == Gate("blamed", "publish", ())
    assert gate(score()).sentence == "blamed: the gate is open"


@pytest.mark.parametrize(
    ("found", "people", "reason"),
    [
        (score(both=23), agreed(), "precision 0.57, under 0.6"),
        (score(gold=60, both=32), agreed(), "recall 0.53, under 0.6"),
        (score(predicted=0, both=0), agreed(), "precision unknown, under 0.6"),
        (score(), agreed(0.66), "two people agree at alpha 0.66, under 0.667"),
        (score(), agreed(None), "two people agree at alpha unknown, under 0.667"),
        (score(), None, "two people have not coded it blind"),
        (score(9, 9, 9), agreed(), "people gave it 9 times in the audit; 10 are needed"),
    ],
)
def test_below_any_bar_a_code_is_for_people_only(
    found: CodeScore, people: CodeAgreement | None, reason: str
) -> None:
    assert gate(found, people).status == "people_only"
    assert reason in gate(found, people).reasons


def test_a_code_not_yet_audited_is_a_suggestion() -> None:
    assert gate(None).status == "suggestion"
    assert gate(score(), audited=149).status == "suggestion"


def test_it_is_said_how_many_more_answers_open_a_gate() -> None:
    assert gate(score(), audited=138).sentence == "12 more audited answers open the gate for blamed"
    assert gate(score(), audited=149).sentence == "1 more audited answer opens the gate for blamed"


def test_a_rare_code_needs_as_many_more_as_its_share_so_far_tells() -> None:
    """Given 5 times in 300, five more take about 300 more."""
    found = gate(score(5, 5, 5))
    assert found.more == 300
    assert found.sentence == "about 300 more audited answers open the gate for blamed"


def test_more_answers_do_not_mend_a_machine_that_errs() -> None:
    found = gate(score(5, 20, 5))
    assert found.more is None
    assert found.sentence.startswith("blamed: people only: people gave it 5 times")


def test_nobody_can_say_when_a_code_that_was_never_met_will_pass() -> None:
    assert gate(score(0, 0, 0)).more is None


def test_urgent_is_never_counted_however_good_the_machine() -> None:
    perfect = dataclasses.replace(score(), code="urgent")
    found = decide(shipped(), [perfect], {"urgent": agreed(1.0)}, 1000)
    urgent = next(g for g in found if g.code == "urgent")
    assert urgent.status == "never"
    assert urgent.more is None


def test_there_is_one_gate_for_every_code_in_the_order_of_the_frame() -> None:
    assert [g.code for g in decide(shipped(), [], {}, 0)] == list(shipped().names)


@given(st.integers(0, 60), st.integers(0, 60), st.data())
def test_a_gate_is_open_exactly_when_there_is_no_reason_against_it(
    gold: int, predicted: int, data: st.DataObject
) -> None:
    both = data.draw(st.integers(0, min(gold, predicted)))
    audited = data.draw(st.integers(60, 400))
    found = gate(score(gold, predicted, both), agreed(0.9), audited)
    assert (found.status == "publish") == (not found.reasons)
    passes = (
        audited >= BARS.audited
        and gold >= BARS.positives
        and both >= BARS.precision * predicted > 0
        and both >= BARS.recall * gold
    )
    assert (found.status == "publish") == passes
