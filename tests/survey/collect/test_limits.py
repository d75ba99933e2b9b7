"""Limits on networks that remember no address."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from flask import Flask

from survey.collect import limits
from survey.collect.limits import HOUR, PER_HOUR, Limits, network
from tests.survey.collect.respondent import Respondent


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_only_the_network_counts(address: str, expected: str) -> None:
    assert network(address) == expected


def test_a_network_may_so_often_an_hour_and_another_is_not_held_back_by_it() -> None:
    clock = Clock()
    limit = Limits(clock)
    for number in range(PER_HOUR["code"]):
        assert limit.allows("code", f"203.0.113.{number}")
    assert not limit.allows("code", "203.0.113.200")
    assert limit.allows("code", "203.0.114.200")
    assert limit.allows("send", "203.0.113.200")
    clock.now += HOUR
    assert limit.allows("code", "203.0.113.200")


def test_every_hour_the_key_and_the_counts_are_thrown_away() -> None:
    clock = Clock()
    limit = Limits(clock)
    limit.allows("post", "203.0.113.77")
    before = set(limit._counts)
    clock.now += HOUR
    limit.allows("post", "203.0.113.77")
    assert len(limit._counts) == 1
    assert not before & set(limit._counts)


def test_no_address_is_in_memory_after_it_was_counted() -> None:
    limit = Limits()
    limit.allows("post", "198.51.100.213")
    gc.collect()
    held = [value for value in limit._counts if b"198.51" in value]
    assert held == []
    assert "198.51" not in repr(vars(limit))


def test_many_networks_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_NETWORKS", 10)
    limit = Limits()
    for number in range(100):
        limit.allows("code", f"203.0.{number}.1")
    assert len(limit._counts) == 11
    assert limit.allows("code", "203.0.1.1"), "a network known before the crowd keeps its count"
    assert not limit.allows("code", "203.0.99.1")


def test_too_many_posts_are_answered_kindly(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PER_HOUR, "begin", 1)
    app = make_app()
    Respondent(app.test_client()).begin()
    second = Respondent(app.test_client()).get("/which").submit({"survey": "parent"})
    assert second.page.status_code == 429
    assert "Wait a few minutes and try again." in second.words
    assert second.get("/help").page.status_code == 200
