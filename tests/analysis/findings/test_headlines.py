"""Page 1 is chosen by rule."""

from __future__ import annotations

from typing import Any

from analysis.findings.headlines import RULES, cards, wishes
from analysis.findings.reader import Reader
from tests.analysis.findings.tables import CODES, concern_table, frame, graded, reader, table

MIRRORS: list[dict[str, Any]] = [
    {
        "mirror": "access",
        "sides": [
            {"who": "families", "table": "families.ease"},
            {"who": "staff", "table": "staff.access"},
        ],
    }
]


def full() -> Reader:
    shares: dict[str, int | None] = dict.fromkeys(CODES, 10)
    return reader(
        graded("families.satisfaction", 42),
        graded("families.ease", 31),
        graded("families.informed", 68),
        graded("families.fair", 50),
        graded("families.trust_now", 5),
        graded("staff.access", 60),
        concern_table("families", {**shares, "blamed": 33, "good_contact": 60}),
        table("parent.reported_last", {"me": 60, "nobody": 22}),
        frame=frame(),
        mirrors=MIRRORS,
    )


def test_the_cards_are_those_that_the_rules_name() -> None:
    found = {card.kicker: card for card in cards(full())}
    assert found["The whole experience"].figure == "42%"
    assert found["Least favourable"].anchor == "ease"
    assert found["Most favourable"].anchor == "informed"
    assert found["In their own words"].words.endswith("named this concern: blamed")
    assert found["Families beside staff"].big == "29 points"
    assert found["Not reported"].figure == "22%"
    assert len(RULES) == len(found) - 1  # least and most favourable share a rule


def test_trust_is_no_measure_of_the_service() -> None:
    assert all("trust" not in card.anchor for card in cards(full()))


def test_a_card_whose_figure_is_hidden_is_left_out() -> None:
    found = cards(reader(graded("families.satisfaction", None)))
    assert found == ()


def test_a_common_figure_stands_beside_both_when_parents_and_carers_differ() -> None:
    asked = reader(
        graded("families.satisfaction", 39),
        graded("parent.satisfaction", 50),
        graded("carer.satisfaction", 17),
    )
    assert cards(asked)[0].figure == "39%: parents 50%, carers 17%"


def test_wishes_say_where_too_few_answered() -> None:
    asked = reader(
        concern_table("families", dict.fromkeys(CODES, 10)),
        table("concerns.parent.change", {"blamed": 30}, questionnaire="parent"),
        frame=frame(),
    )
    found = [(wish.people, wish.words) for wish in wishes(asked)]
    assert found[0] == ("parents and relatives", "blamed (30%)")
    assert found[1] == ("carers", "too few replies to say")


def test_there_are_no_wishes_when_none_can_be_told() -> None:
    assert wishes(reader(concern_table("families", {"blamed": 30}), frame=frame())) == ()
