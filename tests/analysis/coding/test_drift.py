"""A changed wave is noticed; a wave that differs by chance is not called changed."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.coding.drift import Level, Wave, compare, psi


def wave(
    seed: int, size: int = 400, *, mean: float = 0.2, text: str = "Nobody rang.", coded: float = 0.8
) -> Wave:
    rng = np.random.default_rng(seed)
    ids = [str(n) for n in range(size)]
    scores, draws = rng.beta(2, 2 / mean - 2, size), rng.random(size)
    return Wave(
        texts=[text] * size,
        scores={i: {"blamed": float(s)} for i, s in zip(ids, scores, strict=True)},
        codes={i: ["blamed"] if draw < coded else [] for i, draw in zip(ids, draws, strict=True)},
        overridden=ids[: size // 20],
    )  # fmt: skip


def level(before: Wave, now: Wave, name: str) -> Level:
    found = compare(before, now, ["blamed"], {"nobody", "rang"})
    return next(s.level for s in found.signals if name in s.name)


def test_the_index_equals_numbers_worked_by_hand() -> None:
    """Two of nine bins: 3 and 1 against 1 and 3, a half added to each: 3.5, 1.5 against 1.5, 3.5.

    The other seven hold a half each, so all together 8.5: 2 * (2 / 8.5) * ln(3.5 / 1.5).
    """
    found = psi([0.01, 0.02, 0.03, 0.95], [0.01, 0.95, 0.96, 0.97])
    assert found == pytest.approx(2 * 2 / 8.5 * np.log(3.5 / 1.5))


def test_the_same_scores_have_no_drift() -> None:
    assert psi([0.1, 0.5, 0.9], [0.9, 0.1, 0.5]) == 0
    assert psi([], [0.1]) == 0


def test_a_code_whose_scores_moved_is_stopped() -> None:
    found = compare(wave(1), wave(2, mean=0.5), ["blamed"], set())
    value, stopped = found.codes["blamed"]
    assert stopped == "stop"
    assert value > 0.25


def test_chance_alone_is_steady_in_small_waves_and_in_large() -> None:
    """Of 100 pairs of waves of 60 answers at most three are called changed, though most look so."""
    pairs = [compare(wave(n, 60), wave(n + 1000, 60), ["blamed"], set()) for n in range(100)]
    looks = [p.codes["blamed"][0] >= 0.1 for p in pairs]
    called = [p.codes["blamed"][1] != "steady" for p in pairs]
    assert sum(looks) > 50
    assert sum(called) <= 3
    large = compare(wave(1, 5000), wave(2, 5000), ["blamed"], {"nobody", "rang"})
    assert large.codes["blamed"][1] == "steady"
    assert {s.level for s in large.signals} == {"steady"}


def test_words_that_the_model_never_saw_are_a_signal() -> None:
    new = wave(2, text="Gqeberha zyxt plumm rang.")
    assert level(wave(1), new, "words") == "stop"
    assert level(wave(1), wave(2), "words") == "steady"


def test_more_answers_without_a_code_are_a_signal() -> None:
    assert level(wave(1), wave(2, coded=0.7), "without a code") == "watch"
    assert level(wave(1), wave(2, coded=0.5), "without a code") == "stop"


def test_more_codes_changed_by_people_are_a_signal() -> None:
    now = wave(2)
    changed = Wave(now.texts, now.scores, now.codes, [*map(str, range(120))])
    assert level(wave(1), changed, "changed") == "stop"


def test_empty_waves_are_steady() -> None:
    nothing = Wave([], {}, {})
    found = compare(nothing, nothing, ["blamed"], set())
    assert found.codes["blamed"] == (0, "steady")
    assert {s.level for s in found.signals} == {"steady"}
