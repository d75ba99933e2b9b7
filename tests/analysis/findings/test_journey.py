"""The chapters follow the questionnaires, and leave no question out."""

from __future__ import annotations

from analysis.findings.journey import chapters, document, plans, profiles
from tests.analysis.findings.tables import concern_table, frame, graded, reader, table
from tests.analysis.report.sample import codebook

UNPRINTED = {"quote", "role"}
"""How words may be used is no finding; a small role is told in the annex alone."""


def test_every_closed_question_has_its_place() -> None:
    placed = {code for part in document()["chapter"] for p in plans(part) for code in p.variables}
    placed |= {code for entry in document()["profile"] for code in entry["variables"]}
    mirrored = set(document()["mirrors"])
    for variable in codebook():
        if variable.closed and variable.code not in UNPRINTED:
            assert variable.code in placed or variable.mirror in mirrored, variable.key


def test_every_code_that_a_title_names_is_an_answer_of_its_question() -> None:
    for part in document()["chapter"]:
        for plan in plans(part):
            if not plan.code:
                continue
            variable = codebook().variable("parent", plan.variables[0])
            assert variable
            assert plan.code in {option.code for option in variable.options}, plan.variables


def test_every_mirror_of_the_questionnaires_has_a_topic() -> None:
    assert set(codebook().mirrors()) == set(document()["mirrors"])


def test_a_chapter_says_of_what_it_can_say_nothing() -> None:
    found = chapters(reader(graded("parent.ease", 40), table("parent.told_wait", {"yes": None})))
    assert [chapter.key for chapter in found] == ["S1"]
    assert [made.key for made in found[0].exhibits] == ["ease"]
    assert found[0].withheld == ("Being told to wait or to call back later",)


def test_the_concerns_of_a_stage_stand_at_its_end() -> None:
    shares: dict[str, int | None] = {"hard_to_reach": 30, "good_contact": 20}
    asked = reader(graded("parent.ease", 40), concern_table("families", shares), frame=frame())
    chapter = next(chapter for chapter in chapters(asked) if chapter.key == "S1")
    assert [made.key for made in chapter.exhibits] == ["ease", "concerns-S1"]


def test_staff_have_a_chapter_of_their_own() -> None:
    found = chapters(reader(graded("staff.training", 40), graded("staff.time", 30)))
    assert [chapter.key for chapter in found] == ["staff"]


def test_relationships_of_parents_and_carers_are_different_questions() -> None:
    asked = reader(
        table("parent.relationship", {"mother": 40}), table("carer.relationship", {"foster": 40})
    )
    assert [made.key for made in profiles(asked)] == ["parent-relationship", "carer-relationship"]
