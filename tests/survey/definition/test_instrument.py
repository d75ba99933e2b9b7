"""The instrument keeps its contract: codes, types, scales, mirrors, routes."""

from __future__ import annotations

from typing import Any

import pytest

from survey.definition.model import MISSING_CODES, Kind, PageKind, Section
from survey.definition.routing import path
from tests.survey.definition.contract import CONTRACT, MIRRORS, SCALES
from tests.survey.definition.walks import INSTRUMENT

FAMILIES = ("parent", "carer")


def asked(questionnaire: str, **answers: Any) -> set[str]:
    pages = path(INSTRUMENT[questionnaire], answers)
    return {variable.code for page in pages for variable in page.variables()}


def seen(questionnaire: str, **answers: Any) -> list[str]:
    return [page.key for page in path(INSTRUMENT[questionnaire], answers)]


@pytest.mark.parametrize("key", CONTRACT)
def test_every_variable_of_the_contract_is_asked_and_no_other(key: str) -> None:
    assert set(INSTRUMENT[key].variables()) == set(CONTRACT[key])


@pytest.mark.parametrize("key", CONTRACT)
def test_every_variable_has_its_type_and_its_codes(key: str) -> None:
    for code, variable in INSTRUMENT[key].variables().items():
        kind, codes = CONTRACT[key][code]
        offered = [option.code for option in variable.options]
        assert variable.kind.value == kind, code
        assert set(codes.split()) <= set(offered), code
        assert set(offered) - set(codes.split()) <= set(MISSING_CODES), code


def test_scales_have_their_codes_in_order_and_favourable_ones_among_them() -> None:
    for questionnaire in INSTRUMENT.values():
        for key, scale in questionnaire.scales.items():
            assert [option.code for option in scale.options] == SCALES[key].split()
            assert scale.favourable
            assert scale.favourable < set(SCALES[key].split())


def test_every_question_on_a_scale_uses_that_scale_by_name() -> None:
    named = {codes: key for key, codes in SCALES.items()}
    for key, questionnaire in INSTRUMENT.items():
        for code, variable in questionnaire.variables().items():
            codes = CONTRACT[key][code][1]
            if codes in named:
                assert variable.scale == named[codes], code


@pytest.mark.parametrize("key", FAMILIES)
def test_mirrored_items_are_the_same_item_and_scale_for_families_and_staff(key: str) -> None:
    families, staff = INSTRUMENT[key].variables(), INSTRUMENT["staff"].variables()
    assert {v.mirror: v.code for v in families.values() if v.mirror} == MIRRORS
    assert {v.mirror for v in staff.values() if v.mirror} == set(MIRRORS)
    for mirror, code in MIRRORS.items():
        ours, theirs = families[code], staff[mirror]
        assert theirs.mirror == mirror
        assert (ours.scale, ours.favourable) == (theirs.scale, theirs.favourable)


def test_to_repeat_the_story_is_not_favourable() -> None:
    disagree = {"tend_disagree", "strongly_disagree"}
    assert INSTRUMENT["parent"].variables()["repeat_story"].favourable == disagree


@pytest.mark.parametrize("key", FAMILIES)
def test_whether_the_child_is_back_is_the_first_question_of_every_route(key: str) -> None:
    assert INSTRUMENT[key].pages[0].key == "returned"
    assert seen(key)[0] == "returned"


@pytest.mark.parametrize("key", FAMILIES)
def test_help_is_shown_when_the_child_is_not_back_or_died_and_only_then(key: str) -> None:
    information = {p.key for p in INSTRUMENT[key].pages if p.kind is PageKind.INFORMATION}
    assert information == {"not_back", "died"}
    assert seen(key, returned="no")[1] == "not_back"
    assert seen(key, returned="died")[1] == "died"
    for returned in ({}, {"returned": "yes"}, {"returned": "not_say"}):
        assert not information & set(seen(key, **returned))
    assert {"emergency", "police", "missing_people"} <= set(
        INSTRUMENT[key].page("not_back").supports
    )
    assert "compassionate_friends" in INSTRUMENT[key].page("died").supports


RETURN = {"police_check", "return_interview", "return_support", "after"}
OWN_REPORT = {"delay", "channel", "ease", "told_wait", "reference"}
EXPERIENCE = {
    "information", "voice", "neutrality", "respect", "motives", "explanation", "contact",
    "risk_told", "risk_right", "first_visit", "informed", "named_contact", "repeat_story",
    "response", "other_area",
}  # fmt: skip
ELSEWHERE = {"which_forces", "across_clear", "across"}
VERDICT = {"satisfaction", "fair", "complained"}
WAITED = {"why_not", "before"}
ALWAYS = {"trust_before", "trust_now", "change", "else", "quote"}


@pytest.mark.parametrize("key", FAMILIES)
@pytest.mark.parametrize("returned", ["yes", "no", "died", "not_say", None])
def test_questions_about_the_return_are_for_those_whose_child_is_back(
    key: str, returned: str | None
) -> None:
    given = {"returned": returned} if returned else {}
    assert RETURN & asked(key, **given) == (RETURN if returned == "yes" else set())
    assert ("report_again" in asked(key, **given)) is (returned != "died")


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("me", OWN_REPORT | EXPERIENCE | RETURN | VERDICT),
        ("someone_else", EXPERIENCE | RETURN | VERDICT),
        ("not_sure", EXPERIENCE | RETURN | VERDICT),
        (None, EXPERIENCE | RETURN),
        ("nobody", WAITED),
    ],
)
def test_who_reported_decides_what_is_asked(reported: str | None, expected: set[str]) -> None:
    given = {"returned": "yes"} | ({"reported_last": reported} if reported else {})
    routed = OWN_REPORT | EXPERIENCE | RETURN | VERDICT | WAITED | ELSEWHERE
    for key in FAMILIES:
        assert asked(key, **given) & routed == expected
        assert asked(key, **given) >= ALWAYS


def test_nobody_goes_from_the_reasons_straight_to_trust() -> None:
    pages = seen("parent", returned="yes", reported_last="nobody")
    assert pages[pages.index("before") + 1] == "trust"


@pytest.mark.parametrize(
    ("given", "waited"),
    [
        ({"reported_last": "me", "delay": "at_once"}, False),
        ({"reported_last": "me", "delay": "six_hours"}, False),
        ({"reported_last": "me", "delay": "day"}, True),
        ({"reported_last": "me", "delay": "longer"}, True),
        ({"reported_last": "someone_else", "delay": "longer"}, False),
        ({"times": "four_ten", "reported_usually": "never"}, True),
        ({"times": "two_three", "reported_usually": "sometimes"}, True),
        ({"times": "over_ten", "reported_usually": "every_time"}, False),
        ({"times": "one", "reported_usually": "never"}, False),
        ({}, False),
    ],
)
def test_reasons_are_asked_of_those_who_waited_or_do_not_always_report(
    given: dict[str, str], waited: bool
) -> None:
    assert (asked("parent", **given) >= WAITED) is waited


@pytest.mark.parametrize("times", ["none", "one", "dont_know", None])
def test_how_often_it_is_reported_is_asked_only_after_more_than_one_time(times: str | None) -> None:
    given = {"times": times} if times else {}
    assert "reported_usually" not in asked("parent", **given)
    assert "reported_usually" in asked("parent", times="two_three")


def test_other_forces_are_asked_about_only_when_others_were_involved() -> None:
    assert asked("parent", other_area="yes") >= ELSEWHERE
    for answer in ({}, {"other_area": "no"}, {"other_area": "dont_know"}):
        assert not asked("parent", **answer) & ELSEWHERE


def test_staff_roles_follow_the_sector() -> None:
    sectors = CONTRACT["staff"]["sector"][1].split()
    for sector in sectors:
        page = "role_police" if sector == "police" else "role_partner"
        assert [p for p in seen("staff", sector=sector) if p.startswith("role")] == [page]
    for skipped in ({}, {"sector": "not_say"}):
        assert "role" not in asked("staff", **skipped)


def test_equality_questions_come_last_are_not_for_staff_and_each_can_be_refused() -> None:
    equality = {
        key: [p for p in questionnaire.pages if p.section is Section.EQUALITY]
        for key, questionnaire in INSTRUMENT.items()
    }
    assert [len(pages) for pages in equality.values()] == [5, 5, 0]
    for page in equality["parent"]:
        (question,) = page.questions
        assert "not_say" in question.by_code


def test_reasons_that_stand_alone_are_nothing_and_prefer_not_to_say() -> None:
    (question,) = INSTRUMENT["parent"].page("why_not").questions
    assert {o.code for o in question.options if o.exclusive} == {"nothing", "not_say"}


def test_every_scale_question_offers_i_do_not_know() -> None:
    for questionnaire in INSTRUMENT.values():
        for variable in questionnaire.variables().values():
            if variable.scale:
                assert "dont_know" in {o.code for o in variable.options}, variable.code


def test_experience_items_offer_does_not_apply() -> None:
    agree = [v for v in INSTRUMENT["parent"].variables().values() if v.scale == "agree5"]
    without = {v.code for v in agree if "not_apply" not in {o.code for o in v.options}}
    assert without == {"trust_before", "trust_now"}


def test_only_short_sets_ask_more_than_one_thing_on_a_page() -> None:
    for questionnaire in INSTRUMENT.values():
        for page in questionnaire.pages:
            assert len(page.questions) <= 1
            for question in page.questions:
                assert (question.kind is Kind.SET) == bool(question.items)
                assert len(question.items) <= 5


def test_stages_are_those_of_the_coding_frame() -> None:
    families = INSTRUMENT["parent"].variables()
    stages = {code: variable.stage for code, variable in families.items() if variable.stage}
    assert {code for code, stage in stages.items() if stage == "S4"} == {
        "other_area", "which_forces", "across_clear", "across",
    }  # fmt: skip
    assert {code for code, stage in stages.items() if stage == "S5"} == RETURN
    assert set(stages.values()) == {f"S{number}" for number in range(7)}
