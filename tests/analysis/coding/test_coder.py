"""The coder gives codes with their words, reasons for a person, and learns the same way twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.coding import frame as frames
from analysis.coding import rules, train
from analysis.coding.coder import LEXICON_ONLY, REASONS, Coder
from analysis.coding.evaluate import Gold
from analysis.coding.model import LinearModel, ModelError, decide, load, save
from analysis.dataset import Comment

FRAME = frames.shipped()
LEXICON = rules.shipped()


def comment(text: str, question: str = "response") -> Comment:
    return Comment("1", "r", "parent", question, text)


def answers(writer: str) -> list[Gold]:
    lines = [
        ("blamed", "they said it was my fault, bad mother", -1),
        ("slow_or_no_action", "nobody came for hours, nobody looked", -1),
        ("good_contact", "she was kind and calm and explained it", 1),
        ("urgent", "she is still missing as i type, please call me", -1),
    ]
    return [
        Gold(
            f"{writer}-{n}{c}", "parent", "response", f"{text} {n}", frozenset([c]), sentiment=(s,)
        )
        for n in range(6)
        for c, text, s in lines
    ]


@pytest.fixture(scope="module")
def model() -> LinearModel:
    data = train.prepare([*answers("x1"), *answers("x2")], [], LEXICON)
    return train.train(data, FRAME, LEXICON)


def test_the_rules_alone_give_codes_with_the_words_and_the_rule() -> None:
    coded = Coder.load(LEXICON_ONLY).code([comment("Nobody came until the next day.")])[0]
    hit = next(h for h in coded.codes if h.code == "slow_or_no_action")
    assert any("Nobody came" in e.words and e.rule.startswith("slow") for e in hit.evidence)
    assert coded.sentiment == "negative"


def test_the_shipped_coder_loads_and_gives_the_words_behind_every_code() -> None:
    text = "They told me to wait 24 hours. The lady sighed and nobody came till the next day."
    coded = Coder.load().code([comment(text)])[0]
    assert coded.codes
    for hit in coded.codes:
        assert hit.evidence, hit.code
        assert all(text[e.start : e.end] == e.words for e in hit.evidence)


def test_an_answer_in_another_language_goes_to_a_person_without_codes() -> None:
    coded = Coder.load(LEXICON_ONLY).code(
        [comment("Mój syn nie wrócił do domu i policja nie przyjechała.")]
    )[0]
    assert coded.codes == ()
    assert coded.needs_person == ("language",)


def test_an_urgent_answer_is_for_a_person_first() -> None:
    coded = Coder.load(LEXICON_ONLY).code([comment("I don't want to be here any more", "else")])[0]
    assert coded.needs_person[:2] == ("urgent", "serious")
    assert set(coded.needs_person) <= set(REASONS)


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    Coder.load(LEXICON_ONLY).code([comment("ok")] * 300, lambda a, b: told.append((a, b)))
    assert told[-1] == (300, 300)


def test_codes_alone_are_the_same_as_the_full_coding(model: LinearModel) -> None:
    coder = Coder(LEXICON, FRAME, model)
    comments = [comment(a.text) for a in answers("y")]
    assert coder.codes(comments) == [tuple(h.code for h in c.codes) for c in coder.code(comments)]


def test_a_trained_model_finds_what_it_learned_and_shows_its_words(model: LinearModel) -> None:
    coded = Coder(LEXICON, FRAME, model).code([comment("so kind and calm")])[0]
    assert [hit.code for hit in coded.codes] == ["good_contact"]
    assert coded.sentiment == "positive"
    assert coded.codes[0].evidence


def test_training_twice_gives_the_same_model(model: LinearModel) -> None:
    data = train.prepare([*answers("x1"), *answers("x2")], [], LEXICON)
    again = train.train(data, FRAME, LEXICON)
    assert np.array_equal(model.weights, again.weights)
    assert np.array_equal(model.thresholds, again.thresholds)


def test_a_saved_model_codes_as_before(model: LinearModel, tmp_path: Path) -> None:
    save(model, tmp_path)
    kept = load(tmp_path, LEXICON, FRAME.names)
    comments = [comment(a.text) for a in answers("y")]
    before = Coder(LEXICON, FRAME, model).codes(comments)
    assert Coder(LEXICON, FRAME, kept).codes(comments) == before


def test_a_model_of_another_frame_or_a_broken_one_is_refused(
    model: LinearModel, tmp_path: Path
) -> None:
    save(model, tmp_path)
    with pytest.raises(ModelError, match="another coding frame"):
        load(tmp_path, LEXICON, ["a"])
    (tmp_path / "model.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        Coder.load(tmp_path)


def test_the_urgent_threshold_is_as_low_as_it_may_be_and_still_right_often_enough() -> None:
    chances = np.array([0.9, 0.8, 0.3, 0.2, 0.15, 0.1, 0.1, 0.1])
    truth = np.array([True, True, False, True, False, False, False, True])
    assert train.recall_threshold(chances, truth, 0.7) == pytest.approx(0.2, abs=0.001)
    assert train.recall_threshold(chances, truth, 0.6) == pytest.approx(0.15, abs=0.001)
    assert train.recall_threshold(chances, truth, 0.5) == pytest.approx(0.1, abs=0.001)
    assert train.recall_threshold(1 - chances, truth, 0.9) == pytest.approx(0.9, abs=0.001)
    assert train.recall_threshold(chances, np.zeros(8, dtype=bool)) == 0.3


def test_an_allegation_that_can_be_traced_is_urgent_whatever_the_model_says(
    model: LinearModel,
) -> None:
    coder = Coder(LEXICON, FRAME, model)
    said = comment("The one with 884QX on his shoulder laughed.")
    coded = coder.code([said])[0]
    hit = next(h for h in coded.codes if h.code == "urgent")
    assert coded.scores["urgent"] < model.thresholds[FRAME.names.index("urgent")]
    assert [e.words for e in hit.evidence] == ["on his shoulder"]
    assert coded.needs_person[0] == "urgent"
    assert "urgent" in coder.codes([said])[0]


def test_measures_count_what_a_rule_gives_whatever_the_model_says() -> None:
    text = "The one with 884QX on his shoulder laughed."
    codes = [frozenset(["blamed", "urgent"]), *[frozenset(["blamed"])] * 3]
    gold = [
        Gold(f"{w}-{n}", "parent", "contact", text if n == 0 else "It was my fault.", given)
        for w in ("x1", "x2")
        for n, given in enumerate(codes)
    ]
    data = train.prepare(gold, [], LEXICON)
    scores = np.full((len(gold), len(FRAME.names)), -5.0)
    scores[:, FRAME.names.index("blamed")] = 5
    scores[::4, FRAME.names.index("urgent")] = -10
    found = train.Unseen(data, scores, np.zeros(len(gold), dtype=int)).measure(FRAME)
    assert [(found[w]["urgent_given"], found[w]["urgent_found"]) for w in ("x1", "x2")] == [
        (1, 1)
    ] * 2


def test_where_nothing_reaches_its_threshold_the_nearest_code_is_given_if_it_comes_near() -> None:
    limits = np.array([0.2, 0.4, 0.5])
    chances = np.array([[0.1, 0.3, 0.1], [0.1, 0.2, 0.1], [0.1, 0.39, 0.6], [0.25, 0.4, 0.1]])
    given = [[False, True, False], [False] * 3, [False, False, True], [True, True, False]]
    assert decide(chances, limits).tolist() == given
    assert decide(np.zeros((0, 3)), limits).shape == (0, 3)


def test_a_code_that_only_came_near_asks_for_a_person(model: LinearModel) -> None:
    said = comment("so kind and calm")
    sure = Coder(LEXICON, FRAME, model).code([said])[0]
    (hit,) = sure.codes
    above = replace(model, thresholds=np.full(len(FRAME.names), 1.2 * hit.score))
    near = Coder(LEXICON, FRAME, above).code([said])[0]
    assert [h.code for h in near.codes] == [hit.code]
    assert ("unsure" in sure.needs_person, "unsure" in near.needs_person) == (False, True)
