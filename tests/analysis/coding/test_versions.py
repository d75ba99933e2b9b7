"""Counts are restated under a new frame where they can be, and said to be unknown elsewhere."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.frame import Code, Frame, FrameError
from analysis.coding.versions import Changes, differences, flips, restate


def frame(version: str, **definitions: str) -> Frame:
    codes = tuple(
        Code(name, name.title(), text, "", "", (), (), (), "concern", serious=False)
        for name, text in definitions.items()
    )
    return Frame(version, "Frame", {}, codes, version)


OLD = frame("1", rude="was rude", blamed="was blamed", slow="came late", lost="lost the form")
NEW = frame("2", manner="rude or blaming", slow="came late", late="rang late", lost="lost a paper")
CODINGS = {
    "a": ["rude", "blamed"], "b": ["rude"], "c": ["slow", "lost"], "d": ["none"], "e": []
}  # fmt: skip


def changes() -> Changes:
    return differences(OLD, NEW, merged={"rude": "manner", "blamed": "manner"})


def test_what_changed_is_listed() -> None:
    found = changes()
    assert (found.old, found.new) == ("1", "2")
    assert found.redefined == ("lost",)
    assert found.added == ("late",)
    assert found.dropped == ()


def test_an_answer_counts_once_for_a_merged_code() -> None:
    assert restate(CODINGS, changes(), NEW).counts == {"manner": 2, "slow": 1}


def test_a_redefined_or_new_code_is_unknown_until_it_is_coded_again() -> None:
    found = restate(CODINGS, changes(), NEW)
    assert found.unknown == {"lost": "its definition changed", "late": "it is new"}


def test_the_parts_of_a_split_code_are_unknown() -> None:
    new = frame("2", rude="was rude", blamed="was blamed", slow="came late", never="never came",
                lost="lost the form")  # fmt: skip
    found = restate(CODINGS, differences(OLD, new, split={"slow": ["slow", "never"]}), new)
    assert found.unknown == {"slow": "it was part of slow", "never": "it was part of slow"}
    assert found.counts == {"rude": 2, "blamed": 1, "lost": 1}


def test_a_code_that_grew_by_a_merger_keeps_its_count() -> None:
    """Its definition must change to hold the other; that alone does not make it unknown."""
    new = frame("2", rude="rude or blaming", slow="came late", lost="lost the form")
    found = restate(CODINGS, differences(OLD, new, merged={"blamed": "rude"}), new)
    assert found.counts == {"rude": 2, "slow": 1, "lost": 1}
    assert found.unknown == {}


@pytest.mark.parametrize("told", [{"rude": "manners"}, {"curt": "manner"}])
def test_a_code_that_no_frame_has_is_refused_and_not_dropped_in_silence(
    told: dict[str, str],
) -> None:
    with pytest.raises(FrameError, match=r"no frame has (manners|curt)"):
        differences(OLD, NEW, merged=told)


def test_flips_name_the_answers_that_gained_and_lost_a_code() -> None:
    before = {"a": ["rude"], "b": ["rude", "slow"], "only": ["rude"]}
    found = flips(before, {"a": ["rude", "slow"], "b": ["rude"], "other": ["slow"]})
    assert found.gained == {"slow": ("a",)}
    assert found.lost == {"slow": ("b",)}


names = st.sets(st.sampled_from(OLD.names))


@given(st.dictionaries(st.text("ab", min_size=1), names))
def test_without_a_change_every_count_stays(codings: dict[str, set[str]]) -> None:
    again = dataclasses.replace(OLD, version="1b")
    found = restate(codings, differences(OLD, again), again)
    assert found.unknown == {}
    assert found.counts == {
        code: sum(code in given for given in codings.values()) for code in OLD.names
    }
    nothing = flips(codings, codings)
    assert (nothing.gained, nothing.lost) == ({}, {})
