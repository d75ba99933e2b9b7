"""The pattern language reads what its description says, and refuses the rest by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.patterns import Pattern, PatternError, compile_pattern


def matches(source: str, text: str, words: dict[str, str] | None = None) -> bool:
    return compile_pattern(source, words or {}).regex.search(text) is not None


@pytest.mark.parametrize(
    ("source", "yes", "no"),
    [
        ("nobody came", "nobody came", "nobody became"),
        ("listen*", "they listened", "they glisten"),
        ("(sat|stuck) in", "stuck in a queue", "stood in a queue"),
        ("(on hold|in a queue) for", "in a queue for hours", "in a shop for hours"),
        ("told ~2 wait", "told me to wait", "told my wife just to wait"),
        ("told me? wait", "told wait", "told him wait"),
        ("# hours", "24 hours", "many hours"),
        ("didn't come", "didnt come", "did come"),
        ("the? police came", "police came", "the post came"),
        ("#th time", "the 10th time", "the nth time"),
    ],
)
def test_a_pattern_matches_what_it_says_and_no_more(source: str, yes: str, no: str) -> None:
    assert matches(source, yes)
    assert not matches(source, no)


def test_a_pattern_never_reaches_over_the_end_of_a_sentence() -> None:
    assert matches("nobody ~3 came", "nobody from there came")
    assert not matches("nobody ~3 came", "nobody. they came")


def test_start_and_end_of_the_answer_can_be_asked_for() -> None:
    assert matches("^ nothing $", "Nothing.".lower())
    assert not matches("^ nothing $", "nothing came")


def test_a_word_list_is_put_in_by_name() -> None:
    assert matches("@police came", "the pc came", {"police": "officer*|pc"})


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("(came", "does not close"),
        ("~3 came", "not a gap"),
        ("a?", "always there"),
        ("x* came", "too short"),
        ("@nowhere came", "@nowhere"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_with_the_reason(source: str, why: str) -> None:
    with pytest.raises(PatternError, match=why):
        compile_pattern(source, {})


def test_word_lists_in_a_circle_are_refused() -> None:
    with pytest.raises(PatternError, match="circle"):
        compile_pattern("@a", {"a": "@b", "b": "@a"})


def test_every_required_word_is_named_so_that_a_text_can_be_passed_over() -> None:
    pattern = compile_pattern("(sat|stuck) ~3 queue*", {})
    assert pattern.needs == (frozenset({"sat", "stuck"}), frozenset({"queue*"}))
    assert pattern.first == frozenset({"sat", "stuck"})


@given(st.lists(st.sampled_from(["sat", "stuck", "in", "a", "queue", "queues", "."]), max_size=12))
def test_a_text_without_a_needed_piece_never_matches(found: list[str]) -> None:
    text = " ".join(found)
    pattern = compile_pattern("(sat|stuck) ~3 queue*", {})
    assert not pattern.regex.search(text) or _meets(pattern, found)


def _meets(pattern: Pattern, found: list[str]) -> bool:
    def stands(piece: str) -> bool:
        if piece.endswith("*"):
            return any(word.startswith(piece[:-1]) for word in found)
        return piece in found

    return all(any(stands(piece) for piece in need) for need in pattern.needs)
