"""One person's answers are read for a reason, and the reason is logged."""

from __future__ import annotations

from sqlalchemy import select

from survey.review.models.answers import Response
from survey.review.models.audit import AuditEntry
from tests.survey.review.answers import OneResponse, envelope
from tests.survey.review.team import Browser, Team

REASON = "no code in a long comment"


def opened(team: Team) -> tuple[Browser, str]:
    team.open([OneResponse(envelope(1), {"ease": "easy", "contact": "They hung up on me."})])
    path = f"/responses/{team.one(select(Response.id))}"
    return team.signed_in("analyst", name="Ada"), path


def test_nothing_of_a_response_is_shown_before_somebody_says_why(team: Team) -> None:
    browser, path = opened(team)
    page = browser.get(path)
    assert page.status_code == 200
    assert "hung up" not in page.text
    assert "Easy" not in page.text
    for reason in ("", "short"):
        refused = browser.post(path, {"reason": reason}, page=path)
        assert refused.status_code == 302
        assert "hung up" not in refused.text
    assert team.rows(select(AuditEntry.event)) == []


def test_who_read_a_response_and_why_is_in_the_log_without_its_words(team: Team) -> None:
    browser, path = opened(team)
    page = browser.post(path, {"reason": REASON}, page=path).text
    assert "hung up" in page
    assert "Easy" in page
    [(name, event, facts)] = team.rows(
        select(AuditEntry.name, AuditEntry.event, AuditEntry.facts)
    )  # fmt: skip
    assert (name, event) == ("Ada", "response_read")
    assert facts == {"response": path.rpartition("/")[2], "reason": REASON}
    assert "hung up" not in browser.get(path).text, "a second look wants a reason again"


def test_a_response_that_is_not_there_leaves_no_entry(team: Team) -> None:
    browser, _ = opened(team)
    path = "/responses/" + "x" * 16
    assert browser.post(path, {"reason": REASON}, page="/account/").status_code == 404
    assert team.rows(select(AuditEntry.event)) == []
