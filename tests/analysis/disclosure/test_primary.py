"""Small cells, and cells with a small rest, are hidden for their own sake."""

from __future__ import annotations

from analysis.disclosure.model import BASE, FAVOURABLE, Reason
from analysis.disclosure.primary import primary
from analysis.disclosure.rules import shipped
from tests.analysis.disclosure.making import multi, replies, single, split

RULES = shipped()


def test_a_count_under_ten_is_hidden_and_ten_is_not() -> None:
    hidden = primary([single("parent.x", 9, 10, 40)], RULES)
    assert hidden == {("parent.x", "a0"): Reason.SMALL}


def test_nothing_is_hidden_like_nine() -> None:
    hidden = primary([single("parent.x", 0, 20, 40)], RULES)
    assert hidden["parent.x", "a0"] is Reason.SMALL


def test_nearly_everybody_is_hidden_because_the_rest_is_few() -> None:
    hidden = primary([single("parent.x", 91, 9)], RULES)
    assert hidden == {
        ("parent.x", "a0"): Reason.COMPLEMENT,
        ("parent.x", "a1"): Reason.SMALL,
    }


def test_a_base_under_ten_hides_everything() -> None:
    hidden = primary([single("parent.x", 5, 4)], RULES)
    assert hidden["parent.x", BASE] is Reason.SMALL
    assert len(hidden) == 3


def test_do_not_know_has_no_complement() -> None:
    hidden = primary([single("parent.x", 40, 40, missing=(200, 3))], RULES)
    assert hidden == {("parent.x", "m1"): Reason.SMALL}


def test_the_favourable_share_is_hidden_when_it_or_its_rest_is_small() -> None:
    assert primary([single("p.x", 4, 4, 50, good=2)], RULES)["p.x", FAVOURABLE] is Reason.SMALL
    found = primary([single("p.x", 30, 30, 6, good=2)], RULES)
    assert found["p.x", FAVOURABLE] is Reason.COMPLEMENT


def test_several_choices_are_held_against_the_people_not_the_ticks() -> None:
    hidden = primary([multi("p.x", 60, 55, 30, 9)], RULES)
    assert hidden == {("p.x", "a0"): Reason.COMPLEMENT, ("p.x", "a2"): Reason.SMALL}


def test_a_unit_needs_ten_favourable_and_ten_other_answers() -> None:
    whole = single("families.x", 100, 100, good=1)
    table = split("families.x.by_unit", whole, (9, 40), (31, 40), (20, 40))
    assert primary([whole, table], RULES) == {
        ("families.x.by_unit", "u0"): Reason.SMALL,
        ("families.x.by_unit", "u1"): Reason.COMPLEMENT,
    }


def test_replies_have_no_complement_rule() -> None:
    assert primary([replies(parent=300, carer=12, staff=4)], RULES) == {
        ("replies", "staff"): Reason.SMALL
    }
