"""Known strings are found wherever they lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from survey.intruder.finding import positions


@given(
    st.binary(max_size=60),
    st.lists(st.binary(min_size=8, max_size=20), min_size=1, max_size=6, unique=True),
    st.binary(max_size=60),
)
def test_every_string_is_found_at_every_place(
    before: bytes, needles: list[bytes], after: bytes
) -> None:
    content = before + b"".join(needles) + after + needles[0]
    found = positions(content, {needle: n for n, needle in enumerate(needles)})
    for number, needle in enumerate(needles):
        expected = [at for at in range(len(content)) if content.startswith(needle, at)]
        assert found.get(number, []) == expected


def test_nothing_is_found_in_nothing() -> None:
    assert positions(b"", {b"12345678": 0}) == {}
    assert positions(b"1234567", {b"12345678": 0}) == {}
    assert positions(b"12345678", {}) == {}
