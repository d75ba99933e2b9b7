"""The Committee's report: what is known, and nothing more."""

from __future__ import annotations

from analysis.findings.committee import UNNUMBERED, committee, document
from tests.analysis.findings.tables import CODES, concern_table, frame, reader


def test_two_recommendations_are_known_and_fifteen_are_not_invented() -> None:
    found = committee(reader())
    assert [one.number for one in found.recommendations] == [UNNUMBERED, UNNUMBERED]
    assert found.in_all == 17
    assert found.unknown == 15


def test_a_finding_lists_the_concerns_that_the_frame_maps_to_it() -> None:
    asked = reader(concern_table("families", dict.fromkeys(CODES, 20)), frame=frame())
    findings = {one.key: one for one in committee(asked).findings}
    assert {concern.code for concern in findings["K1"].concerns} == set(CODES)
    assert findings["K2"].concerns == ()


def test_what_the_survey_cannot_speak_to_is_said() -> None:
    limited = {entry["key"] for entry in document()["finding"] if entry.get("limit")}
    assert limited == {"K7", "K8", "K9"}
