"""Thresholds are data, and weak ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.disclosure.rules import SHIPPED, RulesError, load_rules, shipped


def test_the_shipped_thresholds_are_those_the_review_promised() -> None:
    rules = shipped()
    assert rules.minimum_cell == 10
    assert rules.round_to == 5
    assert (rules.minimum_percent_base, rules.flag_percent_base) == (30, 100)
    assert rules.interval == 5
    assert rules.reissue_gain == 10
    assert rules.record_k == 10


def test_a_release_carries_the_thresholds_as_plain_data() -> None:
    document = shipped().as_dict()
    assert document["minimum_cell"] == 10
    assert document["never_crossed"] == [["role", "unit"], ["role", "area"]]


def test_a_missing_threshold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(SHIPPED.read_text().replace("record_k = 10", ""))
    with pytest.raises(RulesError, match="record_k"):
        load_rules(path)


def test_a_threshold_that_protects_nobody_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(SHIPPED.read_text().replace("minimum_cell = 10", "minimum_cell = 1"))
    with pytest.raises(RulesError, match="too small"):
        load_rules(path)
