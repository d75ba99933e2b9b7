"""The difference between two versions is named place by place, and nothing is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.definition.compare import Change, compare
from tests.survey.definition.test_version import changed
from tests.survey.definition.walks import FEATURES, INSTRUMENT


def test_nothing_has_changed_between_a_version_and_itself() -> None:
    for questionnaire in (*INSTRUMENT.values(), FEATURES):
        assert compare(questionnaire, questionnaire) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "How was it?", "How was it then?",
            [
                "page “more”, asked: was “those who answered “How was it?”, except those who said"
                " “At home” to “Where did you look?””, is now “those who answered “How was it"
                " then?”, except those who said “At home” to “Where did you look?””",
                "page “welcome”, question “welcome”, text: was “How was it?”, is now"
                " “How was it then?”",
            ],
        ),
        (
            'cook = "I cook"\n', 'cook = "I cook"\nbake = "I bake"\n',
            ["page “job_home”, question “job_home”, option “bake”, label: new: “I bake”"],
        ),
        (
            'young = "Under 50"\n', "",
            ["page “age”, question “age”, option “young”, label: gone: “Under 50”"],
        ),
        (
            'hills = "In the hills"\nhome = "At home"', 'home = "At home"\nhills = "In the hills"',
            [
                "page “places”, question “places”, options, “home”: was after “hills”, is now"
                " after “sea”"
            ],
        ),
        (
            'exclusive = ["nowhere"]\n', "",
            [
                "page “places”, question “places”, option “nowhere”, exclusive: gone: “only alone”",
            ],
        ),
        (
            'when = { back = "no" }\nbody', "body",
            [
                "page “told”, asked: was “those who said “No” to “Is the child back?””, is now"
                " “everybody”"
            ],
        ),
        (
            'supports = ["emergency", "police"]', 'supports = ["police", "emergency"]',
            ["page “told”, supports: was “emergency, police”, is now “police, emergency”"],
        ),
        (
            'mirror = "respect", ', "",
            ["page “moods”, question “both”, item “kind”, mirror: gone: “respect”"],
        ),
    ],
)  # fmt: skip
def test_each_change_is_named_with_what_was_and_what_is(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    found = compare(FEATURES, changed(tmp_path, old, new))
    assert sorted(map(str, found)) == sorted(expected)


def test_back_and_forth_are_mirror_images(tmp_path: Path) -> None:
    other = changed(tmp_path, 'young = "Under 50"\n', "")
    there, back = compare(FEATURES, other), compare(other, FEATURES)
    assert {Change(c.where, c.new, c.old) for c in there} == set(back)
