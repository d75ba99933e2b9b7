"""The ledger's screens: publishers and analysts edit, an admin sees nothing of it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from survey.review.database import reader
from survey.review.models.audit import AuditEntry
from survey.review.services import recommendations
from tests.survey.review.team import Browser, Team

HOME = "/recommendations/"


@pytest.fixture
def analyst(team: Team) -> Browser:
    return team.signed_in("analyst", name="Ann")


def events(team: Team) -> list[str]:
    with reader(team.engine) as session:
        return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.n)))


def test_the_list_shows_seventeen_rows_of_the_committee_and_fills_no_gap(analyst: Browser) -> None:
    page = analyst.get(HOME).text
    assert page.count("to be entered from the report") == 15
    assert "committee-17" in page


def test_an_admin_and_a_coder_are_refused(team: Team) -> None:
    for role in ("admin", "coder", "auditor", "oversight"):
        assert team.signed_in(role, name=role).get(HOME).status_code == 403


def test_a_recommendation_is_added_changed_and_updated_and_the_log_says_so(
    team: Team, analyst: Browser
) -> None:
    given = {"origin": "review", "words": "Answer in a minute.", "source": "Board, 1 March 2027"}
    assert analyst.post(HOME, given, page=HOME).status_code == 302
    place = HOME + "review-01"
    changed = {**given, "owner": "The force", "status": "under_way", "evidence": "code:blamed\n"}
    assert analyst.post(place, changed, page=place).status_code == 302
    told = {"on": "2027-03-31", "words": "Begun."}
    assert analyst.post(f"{place}/update", told, page=place).status_code == 302
    with reader(team.engine) as session:
        row = recommendations.one(session, "review-01")
    assert (row.owner, row.status, row.evidence) == ("The force", "under_way", ("code:blamed",))
    assert [update.words for update in row.updates] == ["Begun."]
    assert events(team)[-3:] == [
        "recommendation_added", "recommendation_changed", "recommendation_updated",
    ]  # fmt: skip


def test_every_label_belongs_to_one_field(analyst: Browser) -> None:
    page = analyst.get(HOME + "committee-a").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids)


def test_a_gap_is_not_filled_without_a_source_and_what_was_typed_is_kept(analyst: Browser) -> None:
    place = HOME + "committee-03"
    page = analyst.post(place, {"words": "Guessed words", "status": "not_known"}, page=place)
    assert page.status_code == 400
    assert "Words without a source are not taken" in page.text
    assert "Guessed words" in page.text


def test_the_forces_own_assessment_is_entered_with_its_source(team: Team, analyst: Browser) -> None:
    place = HOME + "assessment/self-access"
    assert analyst.post(place, {"force_says": "90% good"}, page=place).status_code == 400
    given = {"force_says": "90% good", "force_source": "Statement", "on": "2027"}
    assert analyst.post(place, given, page=place).status_code == 302
    assert events(team)[-1] == "self_assessment_changed"


def test_a_row_that_is_not_there_is_not_found(analyst: Browser) -> None:
    assert analyst.get(HOME + "nothing").status_code == 404
    assert analyst.get(HOME + "assessment/nothing").status_code == 404
