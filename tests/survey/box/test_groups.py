"""A group's code lets the group in, as often as it has people, and says nothing more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.box import groups
from tests.survey.box.conftest import Box


def make(box: Box, people: int = 50, name: str = "central") -> str:
    return groups.create(box.engine, "spring", "staff", name, people)


def test_a_code_is_asked_for_once_a_group_was_made(box: Box) -> None:
    assert not groups.required(box.engine, "spring", "staff")
    make(box)
    assert groups.required(box.engine, "spring", "staff")
    assert not groups.required(box.engine, "spring", "parent")


def test_a_code_is_known_however_it_is_typed(box: Box) -> None:
    code = make(box)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert groups.check(box.engine, "spring", "staff", typed) == "central"


def test_letters_that_are_read_as_digits_are_taken_as_digits() -> None:
    assert groups.clean("o1il-OLI0") == "01110110"


@given(st.text(max_size=30))
def test_cleaning_never_fails(typed: str) -> None:
    assert groups.clean(groups.clean(typed)) == groups.clean(typed)


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA", "'; DROP TABLE invited", "é" * 500])
def test_a_wrong_code_is_unknown(box: Box, typed: str) -> None:
    make(box)
    with pytest.raises(groups.UnknownCode):
        groups.check(box.engine, "spring", "staff", typed)


def test_a_code_of_one_questionnaire_is_not_one_of_another(box: Box) -> None:
    code = make(box)
    with pytest.raises(groups.UnknownCode):
        groups.check(box.engine, "spring", "parent", code)


def test_a_code_is_used_up_after_as_many_answers_as_people(box: Box) -> None:
    code = make(box)
    for _ in range(50):
        groups.check(box.engine, "spring", "staff", code)
        groups.count(box.engine, "spring", "staff", "central")
    with pytest.raises(groups.UsedUp):
        groups.check(box.engine, "spring", "staff", code)


def test_fewer_than_fifty_people_get_no_code(box: Box) -> None:
    with pytest.raises(groups.GroupError, match="at least 50"):
        make(box, people=49)


def test_a_name_is_used_once_and_a_wave_must_exist(box: Box) -> None:
    make(box)
    with pytest.raises(groups.GroupError, match="already"):
        make(box)
    with pytest.raises(groups.GroupError, match="no wave"):
        groups.create(box.engine, "winter", "staff", "x", 50)


def test_what_is_shown_moves_with_a_whole_batch_only(box: Box) -> None:
    make(box)
    for number in range(49):
        box.send(b"%d" % number)
        groups.count(box.engine, "spring", "staff", "central")
    assert groups.every(box.engine, "spring")[0].answers == 0
    box.send(b"the fiftieth")
    assert groups.every(box.engine, "spring")[0].answers == 49


def test_a_count_that_cannot_be_written_stops_nobody(box: Box) -> None:
    make(box)
    box.engine.dispose()
    box.file.unlink()
    box.file.mkdir()
    assert groups.count(box.engine, "spring", "staff", "central") is None


def test_codes_are_sixty_bits_and_never_alike(box: Box) -> None:
    codes = {make(box, name=str(number)) for number in range(30)}
    assert len(codes) == 30
    assert 32**groups.LENGTH == 2**60
    assert all(set(code.replace("-", "")) <= set(groups.SYMBOLS) for code in codes)
