"""Random ids: drawn many at once, each letter as likely as any other, none given twice."""

from __future__ import annotations

from collections import Counter

import pytest

from survey.review.models import base

N = 20_000


def unevenness(ids: list[str]) -> float:
    """Chi-squared of the letters against an even spread; about 30 with 30 degrees of freedom."""
    letters = Counter("".join(ids))
    even = len(ids) * base.ID_LENGTH / len(base.ALPHABET)
    return sum((letters[letter] - even) ** 2 / even for letter in base.ALPHABET)


def test_ids_are_long_enough_all_different_and_of_the_alphabet() -> None:
    ids = base.random_ids(N)
    assert len(set(ids)) == N
    assert {len(each) for each in ids} == {base.ID_LENGTH}
    assert set("".join(ids)) == set(base.ALPHABET)
    assert base.random_ids(0) == []
    assert base.random_id() != base.random_id()


def test_no_letter_is_likelier_than_another() -> None:
    assert unevenness(base.random_ids(N)) < 90  # seen by chance less than once in ten million


def test_bytes_taken_as_they_come_would_favour_some_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(base, "_REFUSED", b"")
    assert unevenness(base.random_ids(N)) > 90
