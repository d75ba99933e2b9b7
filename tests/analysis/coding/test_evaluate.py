"""F1 by hand, intervals that hold the truth, and disputed codes that count neither way."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score
from statsmodels.stats.proportion import proportion_confint

from analysis.coding import evaluate
from analysis.coding.evaluate import Gold

CODES = ("a", "b")


def gold(name: str, codes: str, disputed: str = "", sentiment: tuple[int, ...] = ()) -> Gold:
    return Gold(name, "parent", "else", "", frozenset(codes), frozenset(disputed), sentiment)


def test_micro_and_macro_equal_scikit_learn() -> None:
    random = np.random.default_rng(1)
    truth, guess = random.random((60, 4)) < 0.4, random.random((60, 4)) < 0.4
    assert evaluate.micro_f1(truth, guess) == pytest.approx(f1_score(truth, guess, average="micro"))
    assert evaluate.macro_f1(truth, guess) == pytest.approx(f1_score(truth, guess, average="macro"))


def test_a_disputed_code_is_neither_right_nor_wrong() -> None:
    answers = [gold("1", "a", disputed="b"), gold("2", "a", disputed="b"), gold("3", "b")]
    with_b = evaluate.evaluate(answers, {"1": ["a", "b"], "2": ["a"], "3": ["b"]}, CODES)
    assert with_b.micro.value == 1


def test_codes_are_counted_one_by_one() -> None:
    answers = [gold("1", "a"), gold("2", "ab"), gold("3", "")]
    found = evaluate.evaluate(answers, {"1": ["a"], "2": ["b"], "3": ["a"]}, CODES)
    a, b = found.codes
    assert (a.gold, a.predicted, a.both) == (2, 2, 1)
    assert (a.precision.value, a.recall.value, a.f1.value) == (0.5, 0.5, 0.5)
    assert b.f1.value == 1


def test_a_code_that_people_never_gave_is_left_out_of_macro() -> None:
    found = evaluate.evaluate([gold("1", "a")], {"1": ["a", "b"]}, CODES)
    assert found.macro.value == 1
    assert found.codes[1].f1.value is None


def test_wilson_equals_statsmodels() -> None:
    low, high = proportion_confint(3, 20, method="wilson")
    found = evaluate.wilson(3, 20)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert evaluate.wilson(0, 0).value is None


def test_the_interval_holds_the_estimate_and_repeats_with_the_same_seed() -> None:
    random = np.random.default_rng(3)
    answers = [gold(str(i), "a" if random.random() < 0.5 else "b") for i in range(80)]
    guess = {g.id: list(g.codes if random.random() < 0.8 else "a") for g in answers}
    first = evaluate.evaluate(answers, guess, CODES, seed=5)
    again = evaluate.evaluate(answers, guess, CODES, seed=5)
    assert first == again
    assert first.micro.low is not None
    assert first.micro.low < first.micro.value < first.micro.high


def test_leaving_out_the_unsure_is_shown_as_a_curve() -> None:
    answers = [gold(str(i), "a") for i in range(10)]
    guess = {str(i): ["a"] if i < 5 else ["b"] for i in range(10)}
    sure = {str(i): float(-i) for i in range(10)}
    curve = dict(evaluate.evaluate(answers, guess, CODES, confidence=sure).coverage)
    assert curve[0.5] == 1
    assert curve[1.0] == 0.5


def test_sentiment_is_right_when_either_coder_said_so() -> None:
    answers = [gold("1", "", sentiment=(-1, 0)), gold("2", "", sentiment=(1,)), gold("3", "")]
    labels = {"1": "neutral", "2": "negative", "3": "negative"}
    found = evaluate.evaluate(answers, {g.id: [] for g in answers}, CODES, sentiment=labels)
    assert found.sentiment == 0.5
