"""The first page says what waits for whoever opens it, and nothing that waits for others."""

from __future__ import annotations

from survey.review.database import writing
from survey.review.models.work import ReleaseRow
from tests.survey.review.team import Team


def asked_for(team: Team, by: str) -> None:
    """A release whose publication somebody asked for."""
    with writing(team.engine) as session:
        row = ReleaseRow(id="2027-01-02-1", wave="w1", made_on="2027-01-02", state="asked")
        row.asked_by = by
        session.add(row)


def test_a_release_waits_for_the_second_person_and_not_for_the_first(team: Team) -> None:
    first = team.add("Pat", "publisher")
    asked_for(team, first)
    assert "1 release waits" not in team.sign_in("Pat").get("/").text
    assert "1 release waits" in team.signed_in("publisher", name="Quin").get("/").text
    assert "1 release waits" not in team.signed_in("analyst", name="Ana").get("/").text


def test_an_account_waits_for_a_publisher_to_say_whose_it_is(team: Team) -> None:
    team.signed_in("coder", name="Nora", vouched="")
    assert "1 account waits" in team.signed_in("publisher", name="Pat").get("/").text
    assert "1 account waits" not in team.signed_in("admin", name="Sam").get("/").text


def test_everybody_is_led_to_the_places_they_may_see_and_no_others(team: Team) -> None:
    page = team.signed_in("auditor", name="Una").get("/").text
    assert 'href="/log/"' in page
    assert 'href="/comments/"' not in page


def test_whoever_is_not_confirmed_yet_is_told_what_to_do(team: Team) -> None:
    page = team.signed_in("coder", name="Nora", vouched="").get("/").text
    assert "a publisher of the team confirms that it is yours" in page


def test_a_page_that_is_not_there_keeps_the_navigation(team: Team) -> None:
    page = team.signed_in("auditor", name="Una").get("/nothing-here")
    assert page.status_code == 404
    assert 'href="/log/"' in page.text
