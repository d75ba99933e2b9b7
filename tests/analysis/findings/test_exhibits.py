"""Exhibits: the figures of a chart and its table, and the finding in its title."""

from __future__ import annotations

import dataclasses

from analysis.findings.exhibits import Form, Plan, exhibit
from analysis.release.model import Cell
from tests.analysis.findings.tables import graded, reader, table

FAMILIES = ("parent", "carer")
EASE = Plan(("ease",), "Getting through", says="found it easy to get through")
TOLD = Plan(("told_wait",), "Told to wait", says="were told to wait", code="yes")


def test_a_graded_question_is_a_scale_with_its_favourable_total() -> None:
    made = exhibit(reader(graded("parent.ease", 38), graded("carer.ease", 41)), EASE, FAMILIES)
    assert made
    assert made.form is Form.SCALE
    assert [column.name for column in made.columns] == ["Parents", "Carers"]
    assert made.lines[-1].total
    assert [str(f) for f in made.lines[-1].figures] == ["38%", "41%"]
    assert [line.side for line in made.lines[:-1]] == [1, 1, 0, -1, -1]


def test_the_title_says_the_finding() -> None:
    made = exhibit(reader(graded("parent.ease", 38)), EASE, FAMILIES)
    assert made
    assert made.title == "About 4 in 10 parents and relatives (38%) found it easy to get through"


def test_parents_and_carers_share_a_figure_when_they_are_close() -> None:
    tables = (graded("parent.ease", 38), graded("carer.ease", 41), graded("families.ease", 39))
    made = exhibit(reader(*tables), EASE, FAMILIES)
    assert made
    assert made.title.startswith("About 4 in 10 parents and carers (39%)")


def test_a_common_figure_never_hides_a_wide_difference() -> None:
    tables = (graded("parent.ease", 30), graded("carer.ease", 60), graded("families.ease", 39))
    made = exhibit(reader(*tables), EASE, FAMILIES)
    assert made
    assert made.title.startswith("3 in 10 parents and relatives (30%) and 6 in 10 carers (60%)")


def test_the_share_is_said_once_where_the_words_are_the_same() -> None:
    tables = (
        table("parent.told_wait", {"yes": 42, "no": 58}),
        table("carer.told_wait", {"yes": 41, "no": 59}),
    )
    made = exhibit(reader(*tables), TOLD, FAMILIES)
    assert made
    assert (
        made.title == "About 4 in 10 parents and relatives (42%) and carers (41%) were told to wait"
    )


def test_a_title_never_says_a_figure_that_is_hidden() -> None:
    made = exhibit(reader(table("parent.told_wait", {"yes": None, "no": None})), TOLD, FAMILIES)
    assert made
    assert made.title == "Told to wait: too few replies to say"
    assert not made.shown


def test_a_question_that_the_release_does_not_hold_makes_no_exhibit() -> None:
    assert exhibit(reader(), EASE, FAMILIES) is None


def test_answers_that_say_nothing_are_no_lines() -> None:
    made_of = table("parent.told_wait", {"yes": 40, "no": 60})
    missing = Cell("dont_know", "I do not know", "shown", 20, missing=True)
    with_missing = dataclasses.replace(made_of, rows=(*made_of.rows, missing))
    made = exhibit(reader(with_missing), TOLD, FAMILIES)
    assert made
    assert [line.code for line in made.lines] == ["yes", "no"]


def test_several_items_give_the_range_of_their_favourable_shares() -> None:
    plan = Plan(("voice", "respect"), "How people were treated", labels=("Heard", "Respected"))
    made = exhibit(reader(graded("parent.voice", 30), graded("parent.respect", 55)), plan, FAMILIES)
    assert made
    assert made.form is Form.DOTS
    assert made.title == (
        "How people were treated: from 30% of parents and relatives answering favourably (heard) "
        "to 55% (respected)"
    )


def test_recalled_trust_is_never_told_as_a_change() -> None:
    plan = Plan(("trust_before", "trust_now"), "Trust", labels=("Before", "Now"))
    tables = (graded("parent.trust_before", 60), graded("parent.trust_now", 30))
    made = exhibit(reader(*tables), plan, FAMILIES)
    assert made
    assert made.title == "Trust"
