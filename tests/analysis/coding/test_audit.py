"""A machine's counts are corrected by a random, blind sample; too small a sample is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import audit, training_run
from analysis.coding.evaluate import Gold

IDS = [f"{n:04d}" for n in range(2000)]


def codings(flags: np.ndarray) -> dict[str, list[str]]:
    return {name: ["x"] if flag else [] for name, flag in zip(IDS, flags, strict=False)}


def test_the_sample_is_the_same_every_time_and_another_with_another_seed() -> None:
    first = audit.sample(IDS, 300, seed=1)
    assert audit.sample(list(reversed(IDS)), 300, seed=1) == first
    assert len(set(first) & set(audit.sample(IDS, 300, seed=2))) < 100


def test_answers_that_arrive_later_do_not_turn_the_sample_over() -> None:
    before = set(audit.sample(IDS[:1000], 300, seed=1))
    after = set(audit.sample(IDS, 300, seed=1))
    assert after & set(IDS[:1000]) <= before
    assert after - before <= set(IDS[1000:])


def test_every_answer_is_as_likely_as_any_other() -> None:
    """200 seeds, a sample of 30 of 100: each is drawn 60 times, give or take six deviations."""
    drawn = [i for seed in range(200) for i in audit.sample(IDS[:100], 30, seed=seed)]
    counts = np.array([drawn.count(i) for i in IDS[:100]])
    assert counts.sum() == 6000
    assert np.abs(counts - 60).max() < 6 * np.sqrt(200 * 0.3 * 0.7)


def test_the_order_of_the_sample_says_nothing_about_the_ids() -> None:
    drawn = [int(i) for i in audit.sample(IDS, 300, seed=3)]
    assert abs(np.corrcoef(drawn, range(300))[0, 1]) < 0.2


def test_answers_coded_with_suggestions_in_view_are_never_drawn() -> None:
    assert not set(audit.sample(IDS, 500, seed=1, coded=IDS[:1500])) & set(IDS[:1500])


def test_no_model_learns_from_the_audit_sample(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    learned: list[str] = []

    class StoppedError(Exception):
        pass

    def trained(real: list[Gold], *_: object) -> None:
        learned.extend(answer.id for answer in real)
        raise StoppedError

    monkeypatch.setattr(training_run, "_trained", trained)
    answers = [
        Gold(f"a{n}", "parent", "contact", "Nobody rang.", frozenset(), audit=n % 2 == 0)
        for n in range(20)
    ]
    with pytest.raises(StoppedError):
        training_run.run(answers, out=tmp_path, only_gold=True)  # type: ignore[arg-type]
    assert learned == [f"a{n}" for n in range(1, 20, 2)]


def test_the_corrected_mean_equals_numbers_worked_by_hand() -> None:
    """Ten answers, four audited. Machine: 6 of 10. Audited: guess 1 1 0 0, truth 1 0 0 0.

    cov = 1/6, var(guess) = 1/3, so the weight is 1/2. Errors 1/2, -1/2, 0, 0: mean 0, variance 1/6.
    Mean 0.5 * 0.6 + 0 = 0.3; its variance (1 - 4/10) * (1/6) / 4 = 0.025.
    """
    every = np.array([1, 1, 0, 0, 1, 1, 1, 1, 0, 0], dtype=float)
    found = audit.corrected(every, np.array([1.0, 1, 0, 0]), np.array([1.0, 0, 0, 0]))
    assert found.value == pytest.approx(0.3)
    assert found.variance == pytest.approx(0.025)


@given(st.integers(0, 10_000), st.floats(0.05, 0.95), st.floats(0.3, 1.0), st.floats(0.0, 0.3))
def test_it_is_the_estimator_of_the_ppi_plus_plus_paper(
    seed: int, share: float, recall: float, wrong: float
) -> None:
    """Angelopoulos, Duchi & Zrnic (2023), equation 4 with the weight of their example 6.1.

    Mean of the labelled Y plus lambda times (mean f unlabelled - mean f labelled), where
    lambda = cov(Y, f) / ((1 + n / N) var(f)), n labelled and N unlabelled.
    """
    rng = np.random.default_rng(seed)
    truth = rng.random(600) < share
    guess = np.where(truth, rng.random(600) < recall, rng.random(600) < wrong).astype(float)
    y, f, rest = truth[:200].astype(float), guess[:200], guess[200:]
    weight = 0.0
    if f.var() > 0:
        weight = np.cov(y, f)[0, 1] / ((1 + 200 / 400) * f.var(ddof=1))
    weight = max(0.0, weight)
    if weight * 1.5 > 1:  # ours holds the weight on all answers at 1
        return
    paper = y.mean() + weight * (rest.mean() - f.mean())
    assert audit.corrected(guess, f, y).value == pytest.approx(paper)


@pytest.mark.parametrize(("audited", "share", "least"), [(300, 0.3, 0.92), (150, 0.1, 0.90)])
def test_the_interval_holds_the_truth_and_is_narrower_than_without_the_machine(
    audited: int, share: float, least: float
) -> None:
    """400 audits of the same 1,500 answers; recall 0.7, false alarms 5%."""
    rng = np.random.default_rng(2022)
    truth = rng.random(1500) < share
    guess = np.where(truth, rng.random(1500) < 0.7, rng.random(1500) < 0.05)
    machine, people = codings(guess), codings(truth)
    held, corrected, alone = 0, [], []
    for _ in range(400):
        seen = [IDS[i] for i in rng.choice(1500, audited, replace=False)]
        (found,) = audit.shares(machine, {i: people[i] for i in seen}, ["x"])
        held += found.low <= truth.mean() <= found.high
        corrected.append(found.share - truth.mean())
        alone.append(found.people - truth.mean())
    assert held / 400 >= least
    assert abs(np.mean(corrected)) < 0.004, "the machine's bias is gone"
    assert np.std(corrected) < 0.9 * np.std(alone)


def test_groups_audited_unevenly_are_corrected_apart() -> None:
    """Half of the answers carry the code in A, none in B; A was audited four times as often."""
    truth = np.array([n < 500 for n in range(2000)])
    strata = {name: "A" if n < 1000 else "B" for n, name in enumerate(IDS)}
    seen = [i for n, i in enumerate(IDS) if n % 5 == 0 and (n < 1000 or n % 20 == 0)]
    machine, people = codings(np.zeros(2000, bool)), codings(truth)
    blind = {i: people[i] for i in seen}
    (apart,) = audit.shares(machine, blind, ["x"], strata=strata)
    (together,) = audit.shares(machine, blind, ["x"])
    assert apart.low < 0.25 < apart.high
    assert together.low > 0.25


def test_under_150_audited_answers_a_share_is_refused() -> None:
    machine = codings(np.ones(2000, bool))
    with pytest.raises(audit.TooFewAuditedError, match="149 audited answers; 150 are needed"):
        audit.shares(machine, {i: [] for i in IDS[:149]}, ["x"])
    assert audit.shares(machine, {i: [] for i in IDS[:150]}, ["x"])[0].warning


def test_under_300_audited_answers_a_share_comes_with_a_warning() -> None:
    machine = codings(np.ones(2000, bool))
    assert "Under 300" in audit.shares(machine, {i: [] for i in IDS[:299]}, ["x"])[0].warning
    assert audit.shares(machine, {i: [] for i in IDS[:300]}, ["x"])[0].warning == ""


def test_a_stratum_that_was_hardly_audited_is_refused() -> None:
    machine = codings(np.ones(2000, bool))
    strata = {name: "many" if n < 300 else "few" for n, name in enumerate(IDS)}
    with pytest.raises(audit.TooFewAuditedError, match="9 audited answers of the kind 'few'"):
        audit.shares(machine, {i: [] for i in IDS[:309]}, ["x"], strata=strata)


def test_an_audit_without_any_error_still_leaves_room_for_some() -> None:
    """The rule of three: 0 errors in 200 of 2,000 do not show that there are none."""
    right = codings(np.arange(2000) % 4 == 0)
    (found,) = audit.shares(right, {i: right[i] for i in IDS[:200]}, ["x"])
    assert found.share == pytest.approx(0.25)
    assert found.high - found.share == pytest.approx(3 / 200 * 0.9)


def test_when_everything_was_audited_nothing_is_left_to_chance() -> None:
    truth = codings(np.arange(200) % 2 == 0)
    (found,) = audit.shares(codings(np.zeros(200, bool)), truth, ["x"])
    assert (found.low, found.share, found.high) == (0.5, 0.5, 0.5)


@given(st.integers(0, 10**6), st.integers(150, 200), st.floats(0, 1), st.floats(0, 1))
def test_a_share_lies_in_its_interval_and_both_between_0_and_1(
    seed: int, audited: int, said: float, true: float
) -> None:
    rng = np.random.default_rng(seed)
    machine, people = codings(rng.random(200) < said), codings(rng.random(audited) < true)
    (found,) = audit.shares(machine, people, ["x"])
    assert 0 <= found.low <= found.share <= found.high <= 1
