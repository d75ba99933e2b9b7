"""Texts become the same numbers as scikit-learn would give, whole and sentence by sentence."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.coding import vocabulary as v

TEXTS = [
    "Nobody came. We rang again and nobody came!",
    "She was kind and she rang us back.",
    "They rang the wrong number, nobody told us.",
    "Nobody came. We rang.",
    "kind officer, nobody else came",
]
LEARNED = TEXTS * 2
"""Each twice, since a feature must stand in several texts to be kept."""


@pytest.fixture(scope="module")
def made() -> v.Vocabulary:
    return v.Vocabulary.fit(LEARNED)


def analyse(text: str, block: str) -> list[str]:
    return [f for _, words in v.sentence_words(text) for f in v.features_of(words, block)]


@pytest.mark.parametrize("block", ["words", "pieces"])
def test_a_block_is_what_scikit_learn_makes_of_the_same_features(
    made: v.Vocabulary, block: str
) -> None:
    model = TfidfVectorizer(
        analyzer=lambda text: analyse(text, block), min_df=v.LEAST[block], sublinear_tf=True
    )
    wanted = model.fit(LEARNED).transform(TEXTS).toarray()
    at = {"words": 0, "pieces": len(made.names["words"])}[block]
    got = made.encode(TEXTS).whole.toarray()[:, at : at + len(made.names[block])]
    assert made.names[block] == model.get_feature_names_out().tolist()
    assert np.allclose(got, wanted, atol=1e-6)


def test_a_word_class_counts_once_however_often_its_words_stand(made: v.Vocabulary) -> None:
    once, twice = made.encode(["we rang", "we rang rang rang"]).whole.toarray()
    at = (
        len(made.names["words"]) + len(made.names["pieces"]) + made.names["concepts"].index("phone")
    )
    assert once[at] > 0
    assert twice[at] == pytest.approx(once[at])


def test_sentences_stand_beside_the_whole_in_order(made: v.Vocabulary) -> None:
    encoded = made.encode(TEXTS)
    alone = made.encode(["We rang again and nobody came!"]).whole.toarray()
    assert encoded.first.tolist() == [0, 2, 3, 4, 6]
    assert encoded.parts.shape[0] == 7
    assert np.allclose(encoded.parts.toarray()[1], alone[0])
    assert encoded.begins[0] == [0, TEXTS[0].index("We rang")]


def test_no_pair_of_words_reaches_over_the_end_of_a_sentence(made: v.Vocabulary) -> None:
    assert "came we" not in made.names["words"]
    assert "nobody came" in made.names["words"]


@pytest.mark.parametrize("text", ["", "...", "zzz"])
def test_a_text_with_nothing_known_is_an_empty_row(made: v.Vocabulary, text: str) -> None:
    encoded = made.encode([text, TEXTS[1]])
    assert encoded.whole[0].nnz == 0 or text == "zzz"
    assert encoded.parts.shape[0] == 2
    assert np.isfinite(encoded.whole.toarray()).all()


def test_a_long_memory_is_emptied_and_changes_nothing(
    made: v.Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made.encode(TEXTS).whole.toarray()
    monkeypatch.setattr(v, "_CACHE", 2)
    fresh = v.Vocabulary(made.names, made.rarity)
    assert np.array_equal(fresh.encode(TEXTS).whole.toarray(), before)
    assert len(fresh._words) <= 3
