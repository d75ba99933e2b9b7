"""Looking things up in a release."""

from __future__ import annotations

from analysis.findings.figures import State
from tests.analysis.findings.tables import graded, reader, table


def test_what_a_release_does_not_hold_is_unknown() -> None:
    asked = reader(graded("parent.ease", 38))
    assert asked.figure("parent.nothing", "yes").state is State.UNKNOWN
    assert asked.favourable("parent.nothing").state is State.UNKNOWN
    assert asked.base("parent.nothing") is None
    assert asked.part("nothing", "instead") == "instead"


def test_the_force_is_named_in_its_questions() -> None:
    trust = graded("parent.trust_now", 38, question="{force} can be trusted.")
    asked = reader(trust).table("parent.trust_now")
    assert asked
    assert asked.question == "the Example Police can be trusted."


def test_a_force_without_a_name_is_the_police() -> None:
    trust = graded("parent.trust_now", 38, question="I trust {force}.")
    asked = reader(trust, force={"name": ""}).table("parent.trust_now")
    assert asked
    assert asked.question == "I trust the police."


def test_tables_of_a_question_come_audience_by_audience() -> None:
    asked = reader(table("carer.sex", {"male": 40}), table("parent.sex", {"male": 50}))
    found = [one.questionnaire for one in asked.answers("sex", ("parent", "carer", "staff"))]
    assert found == ["parent", "carer"]
