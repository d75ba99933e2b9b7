"""The filter passes over patterns without ever losing a match."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.patterns import compile_pattern
from analysis.coding.prefilter import Prefilter

SOURCES = [
    "nobody came",
    "(sat|stuck) ~3 queue*",
    "the? didn't listen*",
    "(on hold|in a queue)",
    "# hours",
    "^ nothing $",
]
PATTERNS = [compile_pattern(source, {}) for source in SOURCES]
WORDS = st.sampled_from(
    [
        *("nobody", "came", "sat", "stuck", "in", "a", "queue", "queues", "the", "didn't", "didnt"),
        *("listen", "listened", "on", "hold", "24", "hours", "nothing", ".", "that's"),
    ]
)


@given(st.lists(WORDS, max_size=15))
def test_every_pattern_that_matches_is_a_candidate_where_it_begins(found: list[str]) -> None:
    text = " ".join(found)
    candidates = dict(Prefilter(PATTERNS).candidates([text])[0])
    for number, pattern in enumerate(PATTERNS):
        hit = pattern.regex.search(text)
        if hit:
            starts = candidates[number]
            assert starts is None or any(pattern.regex.match(text, start) for start in starts)


def test_patterns_whose_words_are_missing_are_passed_over() -> None:
    prefilter = Prefilter(PATTERNS)
    assert [n for n, _ in prefilter.candidates(["she was kind"])[0]] == []


def test_many_texts_are_answered_in_order() -> None:
    first, second = Prefilter(PATTERNS).candidates(["nobody came", "on hold"])
    assert [n for n, _ in first] == [0]
    assert [n for n, _ in second] == [3]


def test_no_text_gives_no_candidates() -> None:
    assert Prefilter(PATTERNS).candidates([""])[0] == []
