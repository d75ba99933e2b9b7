"""What stands beside the tables comes from published figures, and hides what they hide."""

from __future__ import annotations

import json

import pytest

from analysis.disclosure.quotes import QuoteError
from analysis.release import sections
from tests.analysis.release.sample import sample_release


def test_each_mirrored_item_has_families_parents_carers_and_staff_side_by_side() -> None:
    assert len(sample_release()["mirrors"]) == 11
    for mirror in sample_release()["mirrors"]:
        assert [side["who"] for side in mirror["sides"]] == ["families", "parent", "carer", "staff"]


def test_the_gap_is_families_less_staff_in_points() -> None:
    mirror = next(m for m in sample_release()["mirrors"] if m["gap"]["points"] is not None)
    sides = {side["who"]: side["percent"] for side in mirror["sides"]}
    assert mirror["gap"]["points"] == sides["families"] - sides["staff"]


def test_without_enough_staff_there_is_no_gap() -> None:
    small = sample_release(60, 4)
    nothing = {"points": None, "status": "not_enough", "flag": ""}
    assert any(mirror["gap"] == nothing for mirror in small["mirrors"])


def test_concerns_stand_under_every_stage_of_their_code() -> None:
    stages = {
        s["key"]: [c["code"] for c in s["codes"]] for s in sample_release()["concerns"]["by_stage"]
    }
    assert list(stages) == ["S0", "S1", "S2", "S3", "S4", "S5", "S6"]
    frame = {c["code"]: c["stages"] for c in sample_release()["frame"]["codes"]}
    for code, its_stages in frame.items():
        assert all(code in stages[stage] for stage in its_stages)
    anywhere = {c["code"] for c in sample_release()["concerns"]["any_stage"]}
    assert anywhere == {code for code, its_stages in frame.items() if not its_stages}


def test_coverage_names_the_tables_of_who_answered_and_the_groups_too_small_to_see() -> None:
    coverage = sample_release()["coverage"]
    assert {"parent.area", "parent.times", "parent.when", "staff.sector"} <= set(coverage["tables"])
    for group in coverage["too_few"]:
        cell = sample_release().tables[group["table"]].row(group["code"])
        assert cell is not None
        assert cell.status != "shown"


def test_a_withheld_table_is_among_what_cannot_be_said() -> None:
    withheld = {t.key for t in sample_release() if not t.published}
    assert withheld
    assert {entry["table"] for entry in sample_release()["cannot_say"]} == withheld
    assert all(entry["why"] for entry in sample_release()["cannot_say"])


def test_the_audit_counts_every_cell() -> None:
    audit = sample_release()["audit"]
    assert audit["cells"] == audit["shown"] + audit["suppressed"] + audit["not_enough"]
    assert audit["recoverable"] == 0
    assert audit["narrowest"] >= 5


def test_there_are_no_quotes_unless_people_approved_some() -> None:
    assert sample_release()["quotes"] == []
    approved = {
        "text": "A parent was told to wait.", "kind": "paraphrase", "audience": "parent",
        "consent": "paraphrase", "written_by": "anna", "approved_by": ["anna"],
    }  # fmt: skip
    (quote,) = sections.quotes([approved])
    assert "anna" not in json.dumps(quote)
    with pytest.raises(QuoteError):
        sections.quotes([{**approved, "consent": "no"}])
