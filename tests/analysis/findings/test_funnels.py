"""Units in funnels: in the order of their codes, never of their results, and few of them drawn."""

from __future__ import annotations

from typing import Any

from analysis.findings.funnels import ALWAYS, MOST, funnels
from tests.analysis.findings.tables import reader, table


def unit(code: str, label: str, percent: int, position: str = "inside") -> dict[str, Any]:
    return {"code": code, "label": label, "percent": percent, "base": 120, "low": 20.0,
            "high": 45.5, "position": position}  # fmt: skip


def released(key: str, *units: dict[str, Any], about: str = "answers") -> dict[str, Any]:
    return {"table": key, "title": f"{key} (by unit)", "about": about, "centre": 33.1,
            "dispersion": 1.2, "units": list(units), "method": "How it is done.",
            "outside": [u["code"] for u in units if u["position"] != "inside"]}  # fmt: skip


INSIDE = (unit("AS", "Central South", 31), unit("NA", "North", 38))
BELOW = (unit("AS", "Central South", 12, "below"), unit("NA", "North", 38))


def test_a_unit_outside_is_named_in_the_title_with_its_side() -> None:
    both = (*BELOW, unit("WA", "West", 61, "above"))
    (drawn,) = funnels(reader(funnels=[released("families.ease.by_unit", *both)])).drawn
    assert drawn.title.endswith(
        "West stands above the limits; Central South stands below the limits"
    )
    assert [one.code for one in drawn.outside] == ["AS", "WA"]


def test_an_item_with_nobody_outside_is_not_drawn_but_counted() -> None:
    found = funnels(reader(funnels=[released("families.ease.by_unit", *INSIDE)]))
    assert found.drawn == ()
    assert found.words == (
        "1 item was looked at in this way. On none of them does a command unit stand outside its "
        "limits."
    )


def test_the_whole_experience_is_drawn_first_even_when_all_are_inside() -> None:
    given = [released("families.ease.by_unit", *BELOW), released(ALWAYS, *INSIDE)]
    assert [one.table for one in funnels(reader(funnels=given)).drawn] == [
        ALWAYS, "families.ease.by_unit",
    ]  # fmt: skip


def test_no_more_are_drawn_than_a_reader_takes_in_and_all_are_counted() -> None:
    given = [released(f"families.v{i}.by_unit", *BELOW) for i in range(MOST + 3)]
    found = funnels(reader(funnels=given))
    assert (len(found.drawn), found.with_outside) == (MOST, MOST + 3)


def test_units_stand_in_the_order_of_their_codes_whatever_their_results() -> None:
    (drawn,) = funnels(reader(funnels=[released(ALWAYS, *reversed(BELOW))])).drawn
    assert [one.code for one in drawn.units] == ["AS", "NA"]


def test_a_concern_is_called_one_and_a_question_is_asked_in_its_words() -> None:
    asked = table("families.ease.by_unit", {}, questionnaire="families", variable="ease")
    given = [
        released("families.ease.by_unit", *BELOW),
        released("concerns.families.blamed.by_unit", *BELOW, about="concerns"),
    ]
    question, concern = funnels(reader(asked, funnels=given)).drawn
    assert question.question == asked.question
    assert concern.title.startswith("Concern: concerns.families.blamed.by_unit: ")


def test_a_release_without_funnels_says_nothing() -> None:
    found = funnels(reader())
    assert (found.drawn, found.words, found.names) == ((), "", ())
