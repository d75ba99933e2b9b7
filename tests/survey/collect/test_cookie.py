"""What is derived from the cookie's secret."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from survey.collect.cookie import derive


@given(st.binary(min_size=32, max_size=32))
def test_purposes_give_unrelated_bytes(secret: bytes) -> None:
    one, other = derive(secret, b"heard progress", 16), derive(secret, b"heard answers", 16)
    assert one != other
    assert derive(secret, b"heard answers", 32)[:16] != other
    assert secret not in derive(secret, b"heard answers", 64)
