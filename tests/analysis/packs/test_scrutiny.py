"""Questions are chosen by rule, ask and do not accuse, and stand beside their evidence."""

from __future__ import annotations

import dataclasses

from analysis.coding.frame import shipped as frame
from analysis.packs.facts import lowest, widest
from analysis.packs.scrutiny import questions, wording
from analysis.recommendations.files import shipped
from analysis.recommendations.model import Ledger
from tests.analysis.packs.conftest import summary


def about(part: str, ledger: Ledger | None = None) -> list[str]:
    asked = questions(summary(), ledger or shipped())
    return [one.asks for one in asked if one.about == part]


def test_every_question_ends_as_a_question_and_has_evidence() -> None:
    asked = questions(summary(), shipped())
    assert len(asked) > 10
    for one in asked:
        assert one.asks.endswith("?"), one.asks
        assert one.evidence.endswith("."), one.evidence
        assert "{" not in one.asks + one.evidence


def test_the_questions_answered_least_favourably_come_first() -> None:
    percents = [figure.percent for _, figure in lowest(summary(), 3)]
    assert percents == sorted(percents, key=lambda p: p or 0)
    assert len(about("The service")) >= 3


def test_every_concern_of_the_frame_has_a_question_of_its_own() -> None:
    concerns = set(frame().published) - {"good_contact", "good_action"}
    assert concerns == set(wording()["codes"])


def test_gaps_are_asked_of_the_widest_first() -> None:
    points = [abs(gap.points) for gap, _ in widest(summary(), 3)]
    assert points == sorted(points, reverse=True)
    assert len(about("Families beside staff")) == 3


def test_the_force_is_asked_about_its_own_view_only_where_it_gave_one() -> None:
    part = "The own view of the force"
    assert about(part) == []
    row = next(r for r in shipped().assessments if r.key == "self-access")
    said = dataclasses.replace(row, force_says="90% good", force_source="A statement")
    assert len(about(part, Ledger((), (said,)))) == 1


def test_gaps_in_the_ledger_are_questions_too() -> None:
    asked = about("The recommendations")
    assert asked[0].startswith("15 recommendations of the Committee have no words")
    assert about("The recommendations", Ledger()) == []
