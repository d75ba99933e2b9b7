"""The words that are shown for a code are the words that carried the weight."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.coding import explain
from analysis.coding import text as texts
from analysis.coding.coder import Coder
from analysis.coding.explain import Explainer, locate, merge, row_of
from analysis.dataset import Comment

TEXT = "Nobody came. The sergeant sighed, and nobody came back."


def tokens(text: str) -> list[explain.Token]:
    return [(m.start(), m.end(), m.group()) for m in texts.WORD.finditer(texts.fold(text))]


def spanned(name: str) -> list[str]:
    return [TEXT[a:b] for a, b in locate(name, tokens(TEXT))]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("words:sergeant", ["sergeant"]),
        ("words:nobody came", ["Nobody came"]),
        ("words:came the", ["came. The"]),
        ("pieces:sigh", ["sighed"]),
        ("concepts:police", ["sergeant"]),
        ("concepts:nobody>come", ["Nobody", "came"]),
        ("words:absent", []),
    ],
)
def test_a_feature_is_found_where_it_stands(name: str, words: list[str]) -> None:
    assert spanned(name) == words


def test_spans_that_touch_are_joined_and_the_longest_comes_first() -> None:
    assert merge([(10, 12), (0, 3), (4, 9), (0, 3)], "x" * 20) == [(0, 12)]
    assert merge([(0, 2), (5, 9)], "x" * 20) == [(5, 9), (0, 2)]


def test_a_row_is_read_without_its_neighbours() -> None:
    matrix = sparse.csr_matrix(np.array([[0, 2, 0], [3, 0, 4]], dtype=np.float32))
    columns, values = row_of(matrix, 1)
    assert columns.tolist() == [0, 2]
    assert values.tolist() == [3, 4]


def test_only_words_that_speak_for_the_code_are_shown() -> None:
    coder = Coder.load()
    assert coder.model
    answer = Comment("1", "r", "parent", "response", TEXT)
    rows = coder.model.rows([answer], [[]])
    column = coder.frame.names.index("slow_or_no_action")
    found = Explainer(coder.model).explain(TEXT, row_of(rows.whole, 0), column)
    assert found
    assert all(TEXT[e.start : e.end] == e.words and e.rule == "model" for e in found)
    assert any("obody came" in e.words for e in found)
    against = coder.model
    against.weights[:, column] = -1
    assert Explainer(against).explain(TEXT, row_of(rows.whole, 0), column) == ()
